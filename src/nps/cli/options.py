"""The options that commands share, each declared once."""

from typing import Annotated, Literal

from typer import Argument, BadParameter, Option

from nps.cli.failures import Failures

FormatName = Literal["table", "json", "ndjson", "csv", "tsv", "markdown", "parquet"]
Color = Literal["auto", "always", "never"]


def _set_debug(value: bool) -> bool:  # noqa: FBT001  # an option's callback takes its value
    Failures.debug = value
    return value


def _read_level(text: str) -> float:
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
        help="Files, globs, or - for standard input. CSV, TSV or Parquet; .gz and .zst too.",
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
    Option("--score", metavar="COL", help="Column of the score.", show_default=False),
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
    Option("--level", metavar="LEVEL", help="Level of the intervals.", parser=_read_level),
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
Row = Annotated[
    int | None,
    Option(
        "--row", metavar="N", min=1, show_default=False,
        help="What became of the Nth data row, counted over all exports, and why.",
    ),
]  # fmt: skip
Respondent = Annotated[
    str | None,
    Option(
        "--id", metavar="ID", show_default=False,
        help="The same of every row of a respondent, by the column that survey.respondent names.",
    ),
]  # fmt: skip
Bad = Annotated[bool, Option("--bad", help="The score values that were not counted, and why.")]
Freeze = Annotated[
    bool,
    Option(
        "--freeze",
        help="The segmentations as YAML, with cut points, values and tags written out.",
    ),
]
Quiet = Annotated[bool, Option("-q", "--quiet", help="Say only errors on standard error.")]
Verbose = Annotated[bool, Option("-v", "--verbose", help="Say more on standard error.")]
Debug = Annotated[
    bool,
    Option(
        "--debug", help="Show tracebacks; they may hold data.", callback=_set_debug, is_eager=True
    ),
]
ColorWhen = Annotated[Color, Option("--color", help="When to use colour.")]
