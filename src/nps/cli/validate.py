"""`nps validate`: is a configuration right, and does it fit an export?"""

from typing import Annotated

from typer import Argument

from nps.cli import options


def validate(  # noqa: PLR0913  # an option each
    config: Annotated[
        str, Argument(metavar="CONFIG", help="Configuration to check.", show_default=False)
    ],
    exports: Annotated[
        list[str] | None,
        Argument(metavar="[EXPORT]...", help="Exports it should fit.", show_default=False),
    ] = None,
    *,
    encoding: options.Encoding = None,
    layout: options.LayoutName = None,
    sheet: options.Sheet = None,
    query: options.Query = None,
    quiet: options.Quiet = False,
    debug: options.Debug = False,  # noqa: ARG001  # its callback answers
) -> None:
    """Check a configuration, and against an export where one is given.

    All problems are reported at once, with line and column; the exit code is then 2.
    """
    from nps.cli.configuration import KNOWN, load  # noqa: PLC0415  # help needs none of these
    from nps.cli.messages import Messages  # noqa: PLC0415

    load(config, given=KNOWN if exports else ())
    messages = Messages(quiet=quiet)
    fits = ""
    if exports:
        from nps.cli.fitting import check_fit  # noqa: PLC0415
        from nps.sources.addresses import without_secrets  # noqa: PLC0415
        from nps.sources.opening import Opening  # noqa: PLC0415

        opening = Opening(encoding=encoding, layout=layout, sheet=sheet, query=query)
        check_fit(config, exports, opening, messages)
        fits = f" and fits {', '.join(map(without_secrets, exports))}"
    messages.say(f"{config}: valid{fits}")
