"""`nps tally`: counts that stand in for rows."""

from typing import TYPE_CHECKING, Annotated

from typer import Option

from nps.cli import options

if TYPE_CHECKING:
    from pathlib import Path

    from nps.engine.counted import Counted

SUFFIX = ".tally"
Target = Annotated[
    str,
    Option("-o", "--output", metavar="FILE", help="Write there; the name must end in .tally."),
]


def tally(  # noqa: PLR0913  # an option each
    exports: options.Exports,
    *,
    output: Target,
    config: options.Config = None,
    no_config: options.NoConfig = False,
    score: options.ScoreColumn = None,
    scale: options.ScaleText = None,
    by: options.By = [],  # noqa: B006  # typer copies it
    only: options.Only = [],  # noqa: B006
    where: options.Where = None,
    date: options.Date = None,
    respondent: options.RespondentColumn = None,
    account: options.Account = None,
    weight: options.Weight = None,
    encoding: options.Encoding = None,
    layout: options.LayoutName = None,
    sheet: options.Sheet = None,
    query: options.Query = None,
    quiet: options.Quiet = False,
    verbose: options.Verbose = False,
    debug: options.Debug = False,  # noqa: ARG001  # its callback answers
) -> None:
    """Count once, by segment, score and day; every command then reads the counts like an export.

    Tallies add up: nps segment january.tally february.csv counts both. They hold the values of
    the segments and no respondent's data. What takes all rows at once is refused: respondents,
    accounts, repeats, roll-ups and quantiles.
    """
    from pathlib import Path  # noqa: PLC0415  # help needs none of these

    from nps.cli.choices import Choices  # noqa: PLC0415
    from nps.cli.messages import Messages  # noqa: PLC0415
    from nps.cli.output import check_target, spare_inputs, write_bytes  # noqa: PLC0415
    from nps.cli.pipeline import requested  # noqa: PLC0415
    from nps.engine.storing import write_daily  # noqa: PLC0415
    from nps.engine.summing_up import sum_up  # noqa: PLC0415
    from nps.sources.opening import Opening  # noqa: PLC0415

    target = Path(output)
    _check_suffix(target)
    check_target(target, exports)
    messages = Messages(quiet=quiet, verbose=verbose)
    opening = Opening(encoding=encoding, layout=layout, sheet=sheet, query=query)
    choices = Choices(
        exports=exports, config=config, no_config=no_config, score=score, scale=scale,
        by=by, only=only, where=where, opening=opening, date=date, respondent=respondent,
        account=account, weight=weight, turnout=True,
    )  # fmt: skip
    with requested(choices, messages, hashed=True) as request:
        spare_inputs(target, request.inputs)
        with request.locating():
            daily, counted = sum_up(request.read, request.configuration, request.shown)
    content = write_daily(daily)
    write_bytes(content, target)
    messages.say(f"wrote {target}: {_words(counted, request.shown)}; {_size(len(content))}")


def _check_suffix(target: "Path") -> None:
    from nps.errors import UsageError  # noqa: PLC0415  # as above

    if target.suffix != SUFFIX:
        raise UsageError(
            f"--output {target}: found {target.suffix or 'no suffix'}, expected a name that ends "
            f"in {SUFFIX}, such as {target.with_suffix(SUFFIX).name or 'week.tally'}"
        )


def _words(counted: "Counted", shown: tuple[str, ...]) -> str:
    """`1,234 rows of 7 exports, 2026-01-01 to 2026-01-07, by plan and region`."""
    rows, number = sum(source.rows for source in counted.sources), len(counted.sources)
    words = f"{rows:,} row{'' if rows == 1 else 's'} of {number:,}"
    words += f" export{'' if number == 1 else 's'}"
    if counted.answered:
        first, last = min(counted.answered), max(counted.answered)
        words += f", {first}" if first == last else f", {first} to {last}"
    elif counted.configuration.survey.answered_at is None:
        words += ", without dates (name their column with --date, for --period and nps trend)"
    return f"{words}, by {', '.join(shown)}" if shown else f"{words}, without segmentations"


def _size(size: int) -> str:
    return f"{size:,} bytes" if size < 1 << 20 else f"{size / (1 << 20):,.1f} MB"
