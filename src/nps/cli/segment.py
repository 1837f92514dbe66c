"""`nps segment`: the main job."""

from typing import TYPE_CHECKING

from nps.cli import options

if TYPE_CHECKING:
    from collections.abc import Mapping

    from nps.cli.messages import Messages
    from nps.cli.request import Request
    from nps.results.comparison import ComparisonResult
    from nps.results.tally import Tally
    from nps.stats.intervals import Method


def segment(  # noqa: PLR0913  # an option each
    exports: options.Exports,
    *,
    config: options.Config = None,
    no_config: options.NoConfig = False,
    score: options.ScoreColumn = None,
    scale: options.ScaleText = None,
    by: options.By = [],  # noqa: B006  # typer copies it
    only: options.Only = [],  # noqa: B006
    where: options.Where = None,
    join: options.Join = [],  # noqa: B006
    date: options.Date = None,
    respondent: options.RespondentColumn = None,
    account: options.Account = None,
    weight: options.Weight = None,
    period: options.PeriodText = None,
    today: options.Today = None,
    compare: options.Compare = None,
    invited: options.InvitedList = None,
    poststratify: options.Poststratify = None,
    output_format: options.Format = None,
    output: options.Output = None,
    bands: options.Bands = False,
    sort: options.Sort = None,
    min_base: options.MinBase = 30,
    suppress_below: options.SuppressBelow = None,
    level: options.Level = 0.95,
    interval: options.Interval = "score",
    encoding: options.Encoding = None,
    layout: options.LayoutName = None,
    sheet: options.Sheet = None,
    query: options.Query = None,
    cache: options.Cache = None,
    quiet: options.Quiet = False,
    verbose: options.Verbose = False,
    debug: options.Debug = False,  # noqa: ARG001  # its callback answers
    color: options.ColorWhen = "auto",
) -> None:
    """NPS of all responses and of every segment, and what moves it.

    Each segment is tested against all others; --compare tests two against each other.
    """
    from nps.analyses.segment import analyse  # noqa: PLC0415  # help needs none of these
    from nps.cli.choices import Choices  # noqa: PLC0415
    from nps.cli.hints import say_hints  # noqa: PLC0415
    from nps.cli.messages import Messages  # noqa: PLC0415
    from nps.cli.output import open_output, spare_inputs  # noqa: PLC0415
    from nps.cli.pipeline import requested  # noqa: PLC0415
    from nps.sources.opening import Opening  # noqa: PLC0415

    if compare is not None:
        _check_alone({
            "--suppress-below": suppress_below, "--bands": bands, "--sort": sort,
            "--invited": invited, "--poststratify": poststratify,
        })  # fmt: skip
    messages = Messages(quiet=quiet, verbose=verbose)
    target = open_output(output, output_format, color, exports)
    opening = Opening(encoding=encoding, layout=layout, sheet=sheet, query=query)
    choices = Choices(
        exports=exports, config=config, no_config=no_config, score=score, scale=scale,
        by=by, only=only, where=where, join=join, opening=opening, date=date, respondent=respondent,
        account=account, weight=weight, period=period, today=today, cache=cache,
        compare=compare, invited=invited, poststratify=poststratify, turnout=compare is None,
    )  # fmt: skip
    rows = "--compare" if compare is not None else ""
    with requested(choices, messages, rows=rows) as request:
        spare_inputs(target.path, request.inputs)
        if compare is not None:
            if by:
                messages.say("--by: only the two segments of --compare are shown")
            compared = _compared(request, level, interval, min_base)
            messages.warn(compared.warnings)
            target.write(compared)
            return
        tally = request.tally()
        _check_benchmarks(request, tally, messages, some=bool(period or where))
        result = analyse(
            tally,
            survey=request.configuration.survey.name,
            bands=request.configuration.bands,
            level=level,
            method=interval,
            sort=sort,
            by_band=bands,
            min_base=min_base,
            suppress_below=suppress_below,
            benchmarks=request.configuration.benchmarks,
            strata=poststratify or "",
        )
        messages.warn(result.warnings)
        target.write(result)
        say_hints(request, result, choices, messages)


def _check_alone(given: "Mapping[str, object]") -> None:
    from nps.errors import UsageError  # noqa: PLC0415  # as above

    for option, value in given.items():
        if value:
            raise UsageError(
                f"{option}: found it with --compare, which shows two segments, and the accounts "
                "in which they disagree; leave out one of them"
            )


def _compared(
    request: "Request", level: float, method: "Method", min_base: int
) -> "ComparisonResult":
    from nps.analyses.compare import compare  # noqa: PLC0415  # as above
    from nps.engine.contrasting import contrast  # noqa: PLC0415

    with request.locating():
        found = contrast(request.exports, request.configuration, request.compared, request.slicing)
    return compare(
        found,
        survey=request.configuration.survey.name,
        level=level,
        method=method,
        min_base=min_base,
    )


def _check_benchmarks(
    request: "Request", tally: "Tally", messages: "Messages", *, some: bool
) -> None:
    """Refuse benchmarks of segments that do not exist; among some answers they may be missing."""
    from nps.analyses.benchmarks import benchmark_problems  # noqa: PLC0415  # as above

    problems = benchmark_problems(tally, request.configuration.benchmarks)
    if problems and not some:
        raise request.located(problems)
    for problem in problems:
        messages.say(f"note: among these answers, benchmarks: {problem.message}")
