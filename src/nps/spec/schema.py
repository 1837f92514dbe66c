"""The JSON Schema of a configuration as the analyst writes it, for editors."""

from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from nps.spec.configuration import Configuration

DIALECT = "https://json-schema.org/draft/2020-12/schema"


class _Generator(GenerateJsonSchema):
    """Pydantic's, less what no analyst writes: null, defaults, a choice of exactly one."""

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def tagged_union_schema(self, schema: core_schema.TaggedUnionSchema) -> JsonSchemaValue:
        choices = [self.generate_inner(choice) for choice in schema["choices"].values()]
        kinds: list[JsonSchemaValue] = []
        for kind in (part for choice in choices for part in choice.get("anyOf", [choice])):
            if kind not in kinds:
                kinds.append(kind)
        # NOTE: Editors offer the keys of all kinds under anyOf; under oneOf some offer none.
        return {"anyOf": kinds}


def json_schema() -> dict[str, Any]:
    """Describe a configuration in draft 2020-12."""
    schema = Configuration.model_json_schema(by_alias=True, schema_generator=_Generator)
    for declaration in (schema, *schema["$defs"].values()):
        for key, described in declaration["properties"].items():
            described["title"] = key.replace("_", " ")
    return {"$schema": DIALECT, **schema}
