"""The JSON Schema of a configuration as the analyst writes it, for editors."""

from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from nps.spec.configuration import Configuration

DIALECT = "https://json-schema.org/draft/2020-12/schema"


class _Generator(GenerateJsonSchema):
    """Pydantic's, less what no analyst writes: null, and a choice of exactly one."""

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        described = super().default_schema(schema)
        return {key: value for key, value in described.items() if (key, value) != ("default", None)}

    def tagged_union_schema(self, schema: core_schema.TaggedUnionSchema) -> JsonSchemaValue:
        kinds = [self.generate_inner(kind) for kind in schema["choices"].values()]
        # NOTE: An editor offers the keys of every kind under anyOf, and of none under oneOf.
        return {"anyOf": [part for kind in kinds for part in kind.get("anyOf", [kind])]}


def json_schema() -> dict[str, Any]:
    """Describe a configuration in draft 2020-12."""
    schema = Configuration.model_json_schema(by_alias=True, schema_generator=_Generator)
    return {"$schema": DIALECT, **schema}
