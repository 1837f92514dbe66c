"""`nps init`: a configuration to build on."""

from typing import Annotated

from typer import Option

from nps.cli import options

Target = Annotated[
    str,
    Option("-o", "--output", metavar="FILE", help="Write there; - is standard output."),
]


def init(  # noqa: PLR0913  # an option each
    exports: options.RowExports,
    *,
    output: Target = "nps.yaml",
    score: options.ScoreColumn = None,
    scale: options.ScaleText = None,
    encoding: options.Encoding = None,
    layout: options.LayoutName = None,
    sheet: options.Sheet = None,
    query: options.Query = None,
    quiet: options.Quiet = False,
    debug: options.Debug = False,  # noqa: ARG001  # its callback answers
) -> None:
    """Write a configuration from an export, to build on.

    It is explained by comments, and runs as it is. A file that is there already is never
    overwritten.
    """
    from nps.analyses.starter import starter  # noqa: PLC0415  # help needs none of these
    from nps.cli.choices import Choices  # noqa: PLC0415
    from nps.cli.messages import Messages  # noqa: PLC0415
    from nps.cli.output import write_bytes  # noqa: PLC0415
    from nps.cli.pipeline import requested  # noqa: PLC0415
    from nps.cli.starting import check_new, head, next_command, title  # noqa: PLC0415
    from nps.engine.profile import profile  # noqa: PLC0415
    from nps.sources.opening import Opening  # noqa: PLC0415

    messages = Messages(quiet=quiet)
    target = check_new(output, exports)
    opening = Opening(encoding=encoding, layout=layout, sheet=sheet, query=query)
    choices = Choices(exports=exports, no_config=True, score=score, scale=scale, opening=opening)
    with requested(choices, messages, rows="nps init") as request:
        tally = request.tally()
        found = request.configuration.survey.score
        if found is None:
            raise TypeError("requested() settles the score")
        text = starter(
            profile(request.exports, found.column),
            score=found,
            tally=tally,
            title=title([export.path for export in request.exports]),
            taken=[name for one in request.exports for name in (*one.columns, *one.duplicates)],
            head=head(exports, opening, target),
        )
    write_bytes(text.encode(), target)
    if target is not None:
        messages.say(f"wrote {target}; next: {next_command(exports, opening, target)}")
