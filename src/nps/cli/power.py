"""`nps power`: how small a change each base can show."""

from typing import Annotated

from typer import BadParameter, Option

from nps.cli import options


def _read_change(text: str) -> float:
    try:
        change = float(text)
    except ValueError:
        change = 0
    if not 0 < change <= 200:  # noqa: PLR2004  # from all detractors to all promoters
        raise BadParameter(f"found {text!r}, expected NPS points above 0 and up to 200, such as 5")
    return change


def _read_power(text: str) -> float:
    power = options.read_level(text)
    if power < 0.5:  # noqa: PLR2004  # as likely as not
        raise BadParameter(f"found {text!r}, expected a number from 0.5 to below 1, such as 0.8")
    return power


Change = Annotated[
    float,
    Option(
        "--change",
        metavar="POINTS",
        help="Change, in NPS points, to be shown.",
        parser=_read_change,
    ),
]
Power = Annotated[
    float,
    Option(
        "--power", metavar="SHARE", help="Probability that a change is shown.", parser=_read_power
    ),
]


def power(  # noqa: PLR0913  # an option each
    exports: options.Exports,
    *,
    change: Change = 5,
    probability: Power = 0.8,
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
    output_format: options.Format = None,
    output: options.Output = None,
    min_base: options.MinBase = 30,
    suppress_below: options.SuppressBelow = None,
    level: options.Level = 0.95,
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
    """The smallest change each base can show, and what base one takes.

    Two waves of the same base and spread are compared: this one, and the next.
    """
    from nps.analyses.power import show_power  # noqa: PLC0415  # help needs none of these
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
        account=account, weight=weight, period=period, today=today, cache=cache,
    )  # fmt: skip
    with requested(choices, messages) as request:
        spare_inputs(target.path, request.inputs)
        result = show_power(
            request.tally(),
            survey=request.configuration.survey.name,
            change=change,
            power=probability,
            level=level,
            min_base=min_base,
            suppress_below=suppress_below,
        )
        messages.warn(result.warnings)
        target.write(result)
