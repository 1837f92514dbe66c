"""How exports are counted: which columns are read, and which rows are put together."""

from typing import Literal

from nps.frozen import frozen

Role = Literal[
    "score", "weight", "answered", "respondent", "account", "until", "key", "lacking", ""
]
Form = Literal["text", "number", "date", "moment", "days", "known", "test"]
How = Literal["whole", "cut", "compared"]
Side = Literal["from", "above", "alone"]
Way = Literal["together", "small", "gathered", "tally"]


@frozen
class Edge:
    """Where the values of a column are cut.

    Attributes:
        at: A number, or a date or moment as ISO text.
        side: Values from it on lie above the cut, or those above it, or it has a part alone.
    """

    at: float | str
    side: Side


@frozen
class Use:
    """One way in which a column is used.

    Attributes:
        role: What the column is to the survey; `until` for a date to which days are counted,
            `key` where files are joined by it, `lacking` where the export has no such column;
            empty where segments are made of it.
        form: What its cells are made into.
        how: Every value matters, or only on which side of all edges it is, or which of some texts;
            cut, it is told once a row, and compared once a rule.
        edges: Ascending.
        texts: Declared texts that cells are compared with, or searched for; of a key, the file.
        operator: Of a test.
        until: Of days: the column or date to which they are counted.
    """

    role: Role = ""
    form: Form = "text"
    how: How = "whole"
    edges: tuple[Edge, ...] = ()
    texts: tuple[str, ...] = ()
    operator: str = ""
    until: str = ""


@frozen
class ColumnPlan:
    """A column that is read.

    Attributes:
        column: Its name in the export.
        uses: What for.
    """

    column: str
    uses: tuple[Use, ...]


@frozen
class Part:
    """What is counted of a segmentation by the same keys.

    Attributes:
        segmentation: Its name; of a cross those of its parts with a sign between; empty for all
            responses.
        rules: Of overlapping rules: how many are counted here; 0 where all are, or where there
            are none.
        of: How many overlapping rules there are.
        rest: Of overlapping rules: whether none holds is counted here.
    """

    segmentation: str
    rules: int = 0
    of: int = 0
    rest: bool = False


@frozen
class CountPlan:
    """What is counted together.

    Attributes:
        parts: What.
        columns: Columns of the export that its keys are made of.
        cells: About so many different combinations of keys, the score aside; None where it is not
            known.
        texts: It is not counted with others since there would be two texts in one key.
        crowd: It is not counted with others since there would be so many combinations; 0 where
            that is not so.
    """

    parts: tuple[Part, ...]
    columns: tuple[str, ...]
    cells: int | None = None
    texts: bool = False
    crowd: int = 0


@frozen
class PlanLimits:
    """What a plan is made by.

    Attributes:
        bytes: Smaller exports are counted row by row,
        sets: where they are counted by at most so many sets of keys.
        cells: Rows are put together where there are at most so many combinations.
        shared: Segmentations are counted together where there are at most so many.
    """

    bytes: int
    sets: int
    cells: int
    shared: int


@frozen
class InputPlan:
    """How one input is counted.

    Attributes:
        path: As named.
        format: Such as csv; `tally` for counts.
        way: Put together by a plan, small and counted row by row, gathered before it is counted,
            or counted before.
        size: In bytes; 0 where it is not known.
        daily: Counted by the day of the answer, to be put together with tallies.
        gathered: Keys under `survey` for which all rows are gathered.
        sampled: Rows looked at to make the plan.
        columns: Columns read, in the order of the export.
        groups: Rows put together.
        by_rows: What is counted by keys that are worked out for each row.
    """

    path: str
    format: str
    way: Way
    size: int = 0
    daily: bool = False
    gathered: tuple[str, ...] = ()
    sampled: int = 0
    columns: tuple[ColumnPlan, ...] = ()
    groups: tuple[CountPlan, ...] = ()
    by_rows: tuple[CountPlan, ...] = ()
