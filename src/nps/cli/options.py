"""The options that commands share, each declared once."""

from typing import Annotated, Literal

from typer import Argument, BadParameter, Option

from nps.cli.failures import Failures

FormatName = Literal["table", "json", "ndjson", "csv", "tsv", "markdown", "parquet"]
Color = Literal["auto", "always", "never"]


def _set_debug(value: bool) -> bool:  # noqa: FBT001  # an option's callback takes its value
    Failures.debug = value
    return value


def read_level(text: str) -> float:
    """Read a share between 0 and 1, neither included."""
    try:
        level = float(text)
    except ValueError:
        level = 0
    if not 0 < level < 1:
        hint = f"{level / 100:g}" if 1 < level < 100 else "0.95"  # noqa: PLR2004  # a percentage
        raise BadParameter(f"found {text!r}, expected a number between 0 and 1, such as {hint}")
    return level


Exports = Annotated[
    list[str],
    Argument(
        metavar="EXPORT",
        help="Files, globs, or - for standard input, of any format that nps formats lists; "
        "tallies of nps tally.",
        show_default=False,
    ),
]
RowExports = Annotated[
    list[str],
    Argument(
        metavar="EXPORT",
        help="Files, globs, or - for standard input, of any format that nps formats lists.",
        show_default=False,
    ),
]
Config = Annotated[
    str | None,
    Option(
        "-c", "--config", metavar="FILE", show_default=False,
        help="Configuration. Default: NPS_CONFIG, else the nearest nps.yaml upwards.",
    ),
]  # fmt: skip
NoConfig = Annotated[bool, Option("--no-config", help="Use no configuration file.")]
ScoreColumn = Annotated[
    str | None,
    Option(
        "--score",
        metavar="COL",
        show_default=False,
        help="Column of the score. Default: found by its name.",
    ),
]
ScaleText = Annotated[
    str | None,
    Option(
        "--scale",
        metavar="SCALE",
        help="Scale of the scores: 0-10 (default) or 1-10.",
        show_default=False,
    ),
]
By = Annotated[
    list[str],
    Option(
        "--by", metavar="WHAT", show_default=False,
        help="Segment by a column, employees:10,50,250, mrr:q4, signed_up:quarter or "
        "plan*region. Replaces the segmentations of the configuration.",
    ),
]  # fmt: skip
Only = Annotated[
    list[str],
    Option(
        "--only", metavar="SEGMENTATION", show_default=False,
        help="Only this segmentation of the configuration; with --by, beside those.",
    ),
]  # fmt: skip
Where = Annotated[
    str | None,
    Option(
        "--where", metavar="CONDITION", show_default=False,
        help="Only rows that meet a condition, such as '{country: [DE, AT]}'. "
        "Stands in for the configuration's where.",
    ),
]  # fmt: skip
Format = Annotated[
    FormatName | None,
    Option(
        "-f", "--format", show_default=False,
        help="Output format. Default: by the suffix of --output, else table.",
    ),
]  # fmt: skip
Output = Annotated[
    str | None,
    Option(
        "-o", "--output", metavar="FILE", show_default=False,
        help="Write there instead of to standard output; whole, or not at all.",
    ),
]  # fmt: skip
Bands = Annotated[bool, Option("--bands", help="Show score bands: counts and shares.")]
Sort = Annotated[
    Literal["nps", "base", "name", "impact"] | None,
    Option(
        "--sort", show_default=False,
        help="Order of segments: highest first, names A to Z. Default: as declared, "
        "values by base.",
    ),
]  # fmt: skip
Level = Annotated[
    float,
    Option("--level", metavar="LEVEL", help="Level of intervals and tests.", parser=read_level),
]
Interval = Annotated[
    Literal["score", "adjusted-wald", "wald"], Option("--interval", help="Kind of interval.")
]
Encoding = Annotated[
    str | None,
    Option(
        "--encoding", metavar="NAME", show_default=False,
        help="Encoding of text exports. Default: found from the bytes.",
    ),
]  # fmt: skip
LayoutName = Annotated[
    str | None,
    Option(
        "--layout", metavar="NAME", show_default=False,
        help="Layout of the exports. Default: found from what stands in them.",
    ),
]  # fmt: skip
Sheet = Annotated[
    str | None,
    Option(
        "--sheet", metavar="NAME", show_default=False,
        help="Sheet of a workbook, by name or by number from 1.",
    ),
]  # fmt: skip
Query = Annotated[
    str | None,
    Option(
        "--query", metavar="SQL", show_default=False,
        help="Query whose rows are the responses, where the export is a database.",
    ),
]  # fmt: skip
Cache = Annotated[
    str | None,
    Option(
        "--cache", metavar="DIR", show_default=False,
        help="Keep counts of each file there, and do not read it again until it changes.",
    ),
]  # fmt: skip
Join = Annotated[
    list[str],
    Option(
        "--join", metavar="FILE:KEY", show_default=False,
        help="Put the columns of a file beside those of the exports, by a key: "
        "customers.csv:customer_id, or customers.csv:customer_id=id where its name differs.",
    ),
]  # fmt: skip
Date = Annotated[
    str | None,
    Option("--date", metavar="COL", help="Column of the date of the answer.", show_default=False),
]
RespondentColumn = Annotated[
    str | None,
    Option(
        "--respondent", metavar="COL", help="Column that says who answered.", show_default=False
    ),
]
Account = Annotated[
    str | None,
    Option(
        "--account", metavar="COL", show_default=False,
        help="Column of the customer that respondents belong to.",
    ),
]  # fmt: skip
Weight = Annotated[
    str | None,
    Option(
        "--weight", metavar="COL", show_default=False,
        help="Column of weights; figures are then weighted, counts are not.",
    ),
]  # fmt: skip
PeriodText = Annotated[
    str | None,
    Option(
        "--period", metavar="PERIOD", show_default=False,
        help="Only answers of 2026Q3, 2026-03, last-week, 28d or 2026-01-01..2026-03-31.",
    ),
]  # fmt: skip
Today = Annotated[
    str | None,
    Option(
        "--today", metavar="DATE", show_default=False,
        help="Day that last-week and 28d are counted from; a period that ends on it or later "
        "is incomplete. Default: today.",
    ),
]  # fmt: skip
Every = Annotated[
    Literal["week", "month", "quarter", "half", "year"],
    Option("--every", help="Length of a period."),
]
Last = Annotated[
    int | None,
    Option("--last", metavar="N", min=1, help="Only the last N periods.", show_default=False),
]
Before = Annotated[
    str | None,
    Option(
        "--before", metavar="PERIOD", show_default=False,
        help="Of one export, the period before: 2026Q2, 2026-03, last-year, or "
        "2026-01-01..2026-03-31.",
    ),
]  # fmt: skip
After = Annotated[
    str | None,
    Option(
        "--after", metavar="PERIOD", show_default=False,
        help="Of one export, the period after, written likewise.",
    ),
]  # fmt: skip
MinBase = Annotated[
    int,
    Option("--min-base", metavar="N", min=1, help="Star segments with fewer answers."),
]
SuppressBelow = Annotated[
    int | None,
    Option(
        "--suppress-below", metavar="N", min=2, show_default=False,
        help="Show nothing of segments with fewer answers, nor what would give them away.",
    ),
]  # fmt: skip
Compare = Annotated[
    tuple[str, str] | None,
    Option(
        "--compare", metavar="A B", show_default=False,
        help="Compare two segments, such as persona=Admin persona=User; where accounts are "
        "known, also those in which the two disagree.",
    ),
]  # fmt: skip
InvitedList = Annotated[
    str | None,
    Option(
        "--invited", metavar="FILE:KEY", show_default=False,
        help="List of the invited, and the column that tells customers: invites.csv:customer_id, "
        "or invites.csv:customer_id=id where its name differs; shows response rates.",
    ),
]  # fmt: skip
Poststratify = Annotated[
    str | None,
    Option(
        "--poststratify", metavar="SEGMENTATION", show_default=False,
        help="Weight answers so that its segments have the shares that they have among the "
        "invited.",
    ),
]  # fmt: skip
Quiet = Annotated[bool, Option("-q", "--quiet", help="Say only errors on standard error.")]
Verbose = Annotated[bool, Option("-v", "--verbose", help="Say also how each export was read.")]
Debug = Annotated[
    bool,
    Option(
        "--debug", help="Show tracebacks; they may hold data.", callback=_set_debug, is_eager=True
    ),
]
ColorWhen = Annotated[Color, Option("--color", help="When to use colour.")]
