"""`nps diff`: what changed between two exports, or two periods of one."""

from nps.cli import options


def diff(  # noqa: PLR0913  # an option each
    exports: options.Exports,
    *,
    before: options.Before = None,
    after: options.After = None,
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
    today: options.Today = None,
    output_format: options.Format = None,
    output: options.Output = None,
    min_base: options.MinBase = 30,
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
    """What changed between two exports or periods, and for whom.

    Either nps diff BEFORE AFTER, each a file or a glob, or nps diff EXPORT --before 2026Q2
    --after 2026Q3.
    """
    from nps.analyses.diff import analyse_diff  # noqa: PLC0415  # help needs none of these
    from nps.cli.choices import Choices  # noqa: PLC0415
    from nps.cli.messages import Messages  # noqa: PLC0415
    from nps.cli.output import open_output, spare_inputs  # noqa: PLC0415
    from nps.cli.pipeline import requested  # noqa: PLC0415
    from nps.sources.opening import Opening  # noqa: PLC0415

    messages = Messages(quiet=quiet, verbose=verbose)
    target = open_output(output, output_format, color, exports)
    opening = Opening(encoding=encoding, layout=layout, sheet=sheet, query=query)
    choices = Choices(
        exports=exports, config=config, no_config=no_config, score=score, scale=scale,
        by=by, only=only, where=where, join=join, opening=opening, date=date, respondent=respondent,
        account=account, weight=weight, today=today, cache=cache, before=before, after=after,
        sides=before is None and after is None,
    )  # fmt: skip
    with requested(choices, messages) as request:
        spare_inputs(target.path, request.inputs)
        result = analyse_diff(
            request.tally(),
            survey=request.configuration.survey.name,
            today=choices.day,
            level=level,
            method=interval,
            min_base=min_base,
        )
        messages.warn(result.warnings)
        target.write(result)
