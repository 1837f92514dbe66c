"""`nps formats`: what this installation reads and writes."""

from typing import TYPE_CHECKING, Annotated, Literal, get_args

from typer import Option

from nps.cli import options

if TYPE_CHECKING:
    from nps.results.formats import ReadAddress, ReadFormat
    from nps.sources.addresses import Kind
    from nps.sources.compression import Packing
    from nps.sources.formats import Format

Listing = Literal["table", "json", "markdown"]
"""Formats of what is no figures."""


def formats(
    *,
    output_format: Annotated[
        Listing | None,
        Option(
            "-f",
            "--format",
            show_default=False,
            help="Output format. Default: by the suffix of --output, else table.",
        ),
    ] = None,
    output: options.Output = None,
    debug: options.Debug = False,  # noqa: ARG001  # its callback answers
    color: options.ColorWhen = "auto",
) -> None:
    """What this installation reads and writes, and how to install what is missing.

    Formats and layouts are told by what a file holds, whatever it is called.
    """
    from nps.cli.output import open_output  # noqa: PLC0415  # help needs none of these
    from nps.errors import UsageError  # noqa: PLC0415
    from nps.render.registry import FORMATS as WRITTEN  # noqa: PLC0415
    from nps.results.formats import FormatsResult, KnownLayout, WrittenFormat  # noqa: PLC0415
    from nps.sources.addresses import KINDS  # noqa: PLC0415
    from nps.sources.compression import PACKINGS  # noqa: PLC0415
    from nps.sources.formats import FORMATS  # noqa: PLC0415
    from nps.sources.layouts.registry import LAYOUTS  # noqa: PLC0415

    target = open_output(output, output_format, color, ())
    if target.format.name not in get_args(Listing):
        raise UsageError(
            f"--output {output}: a list is no rows of {target.format.name}, "
            f"expected --format {', '.join(get_args(Listing))}"
        )
    target.write(
        FormatsResult(
            read=tuple(map(_readable, FORMATS)),
            addresses=tuple(map(_reachable, KINDS)),
            packings=tuple(map(_readable, PACKINGS)),
            layouts=tuple(KnownLayout(name=one.name, words=one.words) for one in LAYOUTS),
            written=tuple(
                WrittenFormat(name=one.name, suffixes=one.suffixes) for one in WRITTEN.values()
            ),
        )
    )


def _readable(one: "Format | Packing") -> "ReadFormat":
    """Say whether a format, or a packing, can be read here."""
    from nps.results.formats import ReadFormat  # noqa: PLC0415  # as above

    install = _install(one)
    return ReadFormat(
        name=one.name,
        words=one.words,
        suffixes=one.suffixes,
        installed=install is None,
        install=install,
    )


def _reachable(one: "Kind") -> "ReadAddress":
    """Say whether addresses of a kind can be read from here."""
    from nps.results.formats import ReadAddress  # noqa: PLC0415  # as above

    install = _install(one)
    return ReadAddress(
        name=one.name,
        words=one.words,
        schemes=one.schemes,
        installed=install is None,
        install=install,
    )


def _install(one: "Format | Kind | Packing") -> str | None:
    """What to type to have all packages that something needs; None where they are there."""
    from nps.sources.extras import install_command, is_installed  # noqa: PLC0415  # as above

    return None if all(map(is_installed, one.packages)) else install_command(one.extra)
