"""`nps explain`: what do rules select, and why is a response where it is?"""

import re
from typing import TYPE_CHECKING, Annotated

from typer import Option

from nps.cli import options

if TYPE_CHECKING:
    from nps.cli.messages import Messages
    from nps.cli.request import Request
    from nps.results.result import Result

UNSAFE = re.compile(r"[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
"""What steers a terminal, or reorders a line."""

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
        help="The same of every row of a respondent, by the column of --respondent, or of "
        "survey.respondent.",
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
Plan = Annotated[
    bool,
    Option("--plan", help="Which columns are read, and what is counted together; no more is read."),
]


def explain(  # noqa: PLR0913  # an option each
    exports: options.Exports,
    *,
    row: Row = None,
    identity: Respondent = None,
    bad: Bad = False,
    freeze: Freeze = False,
    plan: Plan = False,
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
    encoding: options.Encoding = None,
    layout: options.LayoutName = None,
    sheet: options.Sheet = None,
    query: options.Query = None,
    quiet: options.Quiet = False,
    verbose: options.Verbose = False,
    debug: options.Debug = False,  # noqa: ARG001  # its callback answers
    color: options.ColorWhen = "auto",
) -> None:
    """What each segment selects, and why a response is where it is.

    Without --row, --id, --bad, --freeze and --plan: every segment in words, with the responses that
    meet its condition, those that are in it, and the other rules that they meet.
    """
    from pathlib import Path  # noqa: PLC0415  # help needs none of these

    from nps.cli.choices import Choices  # noqa: PLC0415
    from nps.cli.messages import Messages  # noqa: PLC0415
    from nps.cli.output import (  # noqa: PLC0415
        check_target,
        open_output,
        spare_inputs,
        write_bytes,
    )
    from nps.cli.pipeline import requested  # noqa: PLC0415
    from nps.sources.opening import Opening  # noqa: PLC0415

    _check_mode(
        {
            "--row": row is not None,
            "--id": identity is not None,
            "--bad": bad,
            "--freeze": freeze,
            "--plan": plan,
        },
        has_format=output_format is not None,
    )
    messages = Messages(quiet=quiet, verbose=verbose)
    opening = Opening(encoding=encoding, layout=layout, sheet=sheet, query=query)
    choices = Choices(
        exports=exports, config=config, no_config=no_config, score=score, scale=scale,
        by=by, only=only, where=where, join=join, opening=opening, date=date, respondent=respondent,
        account=account, weight=weight, period=period, today=today,
    )  # fmt: skip
    if freeze:
        path = None if output in (None, "-") else Path(str(output))
        if path is not None:
            check_target(path, exports)
        with requested(choices, messages, rows="--freeze") as request, request.locating():
            spare_inputs(path, request.inputs)
            text = _frozen(request, messages)
        write_bytes(text.encode(), path)
        return
    target = open_output(output, output_format, color, exports)
    modes = {"--row": row is not None, "--id": identity is not None, "--bad": bad}
    rows = next((name for name, given in modes.items() if given), "")
    with requested(choices, messages, rows=rows) as request, request.locating():
        spare_inputs(target.path, request.inputs)
        result = _planned(request) if plan else _explained(request, row, identity, bad=bad)
    target.write(result)


def _check_mode(modes: dict[str, bool], *, has_format: bool) -> None:
    from nps.errors import UsageError  # noqa: PLC0415  # as above

    given = [name for name, is_given in modes.items() if is_given]
    if len(given) > 1:
        raise UsageError(f"found {' and '.join(given)}, expected at most one of {', '.join(modes)}")
    if modes["--freeze"] and has_format:
        raise UsageError("--format: found it with --freeze, which writes YAML; leave it out")


def _explained(request: "Request", row: int | None, identity: str | None, *, bad: bool) -> "Result":
    from nps.analyses import explain as analyses  # noqa: PLC0415  # as above
    from nps.engine.inspecting import Wanted, inspect  # noqa: PLC0415
    from nps.engine.rejecting import reject  # noqa: PLC0415
    from nps.engine.selecting import select  # noqa: PLC0415

    exports, configuration, shown = request.exports, request.configuration, request.shown
    slicing = request.slicing
    if bad:
        tally, values = reject(exports, configuration, slicing)
        return analyses.explain_scores(tally, values, configuration)
    if row is None and identity is None:
        selections = select(request.read, configuration, shown, slicing)
        return analyses.explain_segments(selections, configuration)
    wanted = Wanted(row=row, respondent=identity)
    tally, responses = inspect(exports, configuration, shown, wanted, slicing)
    return analyses.explain_responses(tally, responses, configuration)


def _planned(request: "Request") -> "Result":
    from nps.analyses.explain_plan import explain_plan  # noqa: PLC0415  # as above
    from nps.engine.planned import LIMITS, plan_inputs  # noqa: PLC0415  # as above

    configuration = request.configuration
    plans = plan_inputs(request.read, configuration, request.shown, request.slicing)
    return explain_plan(plans, LIMITS, configuration)


def _frozen(request: "Request", messages: "Messages") -> str:
    from nps.engine.freezing import freeze  # noqa: PLC0415  # as above
    from nps.errors import UsageError  # noqa: PLC0415
    from nps.spec.dump import dump, plain  # noqa: PLC0415

    if not request.shown:
        raise UsageError(
            "--freeze: found no segmentation; name a configuration with -c, or use --by"
        )
    frozen = freeze(request.exports, request.configuration, request.shown, request.slicing)
    for name, reason in frozen.kept.items():
        messages.say(f"{name} stays as declared: {reason}")
    text = dump({"segments": {name: plain(one) for name, one in frozen.segments.items()}})
    # NOTE: Texts with such characters are in double quotes, where YAML knows the escape.
    return UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
