"""The command's commands, and its usage errors."""

import sys
from typing import Annotated

import typer

from nps import __version__
from nps.cli.failures import FAILED
from nps.cli.explain import explain
from nps.cli.init import init
from nps.cli.schema import schema
from nps.cli.segment import segment
from nps.cli.validate import validate

cli = typer.Typer(
    name="nps",
    help="Net Promoter Score by segment, from a raw survey export.",
    epilog="Start with: nps segment EXPORT",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
COMMANDS = (segment, init, explain, validate, schema)
for command in COMMANDS:
    cli.command(context_settings={"max_content_width": 100})(command)


def _print_version(value: bool) -> None:  # noqa: FBT001  # an option's callback takes its value
    if value:
        sys.stdout.write(f"nps {__version__}\n")
        raise typer.Exit


@cli.callback()
def _nps(
    *,
    version: Annotated[  # its callback answers
        bool,
        typer.Option("--version", help="Show the version.", callback=_print_version, is_eager=True),
    ] = False,
) -> None:
    pass


def app() -> int:
    """Run with the arguments of the process; give the exit code.

    Raises:
        KeyboardInterrupt: The user has had enough.
        NpsError: A failure with a message of its own.
    """
    try:
        return cli(standalone_mode=False, prog_name="nps") or 0
    except typer.Abort:
        raise KeyboardInterrupt from None
    except typer.TyperException as error:
        getattr(error, "show", lambda: None)()
        return FAILED
