"""What the columns of an export are, which rows count, and who speaks for an account."""

from typing import Annotated, Any, Literal, NamedTuple, get_args

from pydantic import (
    AfterValidator,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    ValidatorFunctionWrapHandler,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from nps.errors import near_match
from nps.spec.base import (
    Declaration,
    OneOrMore,
    ShortFor,
    Text,
    Whole,
    check_different,
    mistake,
    one_of,
)
from nps.spec.conditions import Condition
from nps.spec.core import describe
from nps.spec.periods import PERIODS, Every
from nps.spec.scale import HIGHEST, Scale, ScaleRange

Repeats = Literal["all", "latest", "latest-per-period"]
REPEATS: tuple[Repeats, ...] = get_args(Repeats)
Policy = Literal["respondents", "mean", "latest"]
POLICIES: tuple[Policy, ...] = get_args(Policy)
ROLES_EXAMPLE = "{role: [Decision maker, User]}"


def _each_once(roles: tuple[str, ...]) -> tuple[str, ...]:
    check_different(roles, "role")
    return roles


Roles = Annotated[OneOrMore[Text], AfterValidator(_each_once)]


class RoleRollUp(NamedTuple):
    """The answers of the highest role that answered speak for the account.

    Attributes:
        column: Of the role.
        roles: Highest first; all others are below them.
    """

    column: str
    roles: tuple[str, ...]


class ReadRollUp:
    """A policy by its name, or a column and its roles as `{role: [Decision maker, User]}`."""

    def read(self, value: object, read_roles: ValidatorFunctionWrapHandler) -> Policy | RoleRollUp:
        """Take either."""
        if isinstance(value, RoleRollUp):
            return value
        for policy in POLICIES:
            if value == policy:
                return policy
        if not isinstance(value, dict):
            near = near_match(value, POLICIES) if isinstance(value, str) else ""
            choice = f"{', '.join(POLICIES)} or a column and its roles, such as {ROLES_EXAMPLE}"
            raise mistake(f"found {describe(value)}, expected {choice}{near}")
        if len(value) != 1:
            found = f"{len(value)} columns" if value else "an empty mapping"
            raise mistake(
                f"found {found}, expected one column and its roles, such as {ROLES_EXAMPLE}"
            )
        ((column, roles),) = read_roles(value).items()
        return RoleRollUp(column, roles)

    @staticmethod
    def write(value: Policy | RoleRollUp) -> str | dict[str, list[str]]:
        """Give what an analyst would write."""
        return {value.column: list(value.roles)} if isinstance(value, RoleRollUp) else value

    def __get_pydantic_core_schema__(
        self, source: type[Any], handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_wrap_validator_function(
            self.read,
            handler.generate_schema(dict[Text, Roles]),
            serialization=core_schema.plain_serializer_function_ser_schema(self.write),
        )

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        roles = {**handler(schema), "minProperties": 1, "maxProperties": 1}
        return {"anyOf": [{"enum": list(POLICIES)}, roles]}


RollUp = Annotated[Policy | RoleRollUp, ReadRollUp()]


class Score(Declaration):
    """The column of the answer to "how likely are you to recommend…"."""

    column: Text = Field(description="column of the score")
    scale: Scale = Field(ScaleRange(), description="0-10 (default) or 1-10")
    labels: dict[Text, Annotated[int, Whole(0, HIGHEST)]] = Field(
        default_factory=dict, description="texts that stand for scores, exact after trimming"
    )


class Moment(Declaration):
    """The column of the date of an answer."""

    column: Text = Field(description="column of the date")
    format: Text | None = Field(
        None, description="strftime pattern such as %d/%m/%Y; ISO dates need none"
    )


class Survey(Declaration):
    """What the columns of an export are, and which rows are responses."""

    name: Text | None = Field(None, description="title of the survey, shown in the headline")
    score: Annotated[Score, ShortFor("column")] | None = Field(
        None, description="column of the score; found by itself where it is clear"
    )
    answered_at: Annotated[Moment, ShortFor("column")] | None = Field(
        None, description="column of the date of the answer"
    )
    respondent: Text | None = Field(None, description="column that says who answered")
    account: Text | None = Field(None, description="column of the customer they belong to")
    weight: Text | None = Field(None, description="column of the weight of the answer")
    comment: Text | None = Field(None, description="column of the comment; never printed")
    where: Condition | None = Field(None, description="rows outside it are filtered out")
    missing: tuple[Text, ...] = Field((), description="texts that mean missing in every column")
    finished: bool = Field(
        default=False, description="only answers that were sent off count, where the layout tells"
    )
    repeats: Annotated[Repeats, one_of(*REPEATS)] = Field(
        "all", description="which answers of a respondent count; all by default"
    )
    period: Annotated[Every, one_of(*PERIODS)] | None = Field(
        None, description="length of a period for latest-per-period"
    )
    roll_up: RollUp = Field(
        "respondents",
        description="who speaks for an account: respondents (default), mean, latest, or the "
        "highest role that answered, as {role: [Decision maker, User]}",
    )
    fiscal_year_starts: Annotated[int, Whole(1, 12)] = Field(
        1, description="month in which quarters, halves and years begin to be counted"
    )
