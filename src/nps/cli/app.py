"""The command's commands, and its usage errors."""

import sys
from collections.abc import Iterator
from importlib import import_module
from typing import Annotated

import typer
from typer.models import CommandInfo

from nps.cli.failures import FAILED, INTERRUPTED, ReaderGoneError
from nps.cli.messages import speak
from nps.errors import UsageError

COMMANDS = (
    "segment", "trend", "diff", "power", "tally", "init", "explain", "validate", "schema",
    "formats",
)  # fmt: skip
"""In the order of help; each is a function in a module, both of its name."""


class _Called(list[CommandInfo]):
    """The command that is called, or all where none is, as for help.

    NOTE: Typer makes every command with all its options before it looks which one is meant, so
    that one is all it is given.
    """

    def __iter__(self) -> Iterator[CommandInfo]:
        named = sys.argv[1:2]
        for name in named if set(named) & set(COMMANDS) else COMMANDS:
            function = getattr(import_module(f"nps.cli.{name}"), name)
            yield CommandInfo(name, callback=function, context_settings={"max_content_width": 100})


cli = typer.Typer(
    name="nps",
    help="Net Promoter Score by segment, from a raw survey export.",
    epilog="Start with: nps segment EXPORT",
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
cli.registered_commands = _Called()


def _print_version(value: bool) -> None:  # noqa: FBT001  # an option's callback takes its value
    if value:
        from nps.cli.version import print_version  # noqa: PLC0415  # seldom asked for here

        raise typer.Exit(print_version())


@cli.callback(invoke_without_command=True)
def _nps(
    context: typer.Context,
    *,
    version: Annotated[  # noqa: ARG001  # its callback answers
        bool,
        typer.Option("--version", help="Show the version.", callback=_print_version, is_eager=True),
    ] = False,
) -> None:
    if context.invoked_subcommand is None:
        speak(context.get_help())
        raise typer.Exit(FAILED)


def app() -> int:
    """Run with the arguments of the process; give the exit code.

    Raises:
        KeyboardInterrupt: The user has had enough.
        NpsError: A failure with a message of its own.
        ReaderGoneError: The pipe is closed.
    """
    try:
        code: int = cli(standalone_mode=False, prog_name="nps") or 0
    except typer.Abort:
        raise KeyboardInterrupt from None
    except typer.TyperException as error:
        raise UsageError(_in_words(error)) from error
    except SystemExit:
        # NOTE: This is how Typer leaves where nobody reads its help to the end.
        raise ReaderGoneError from None
    if code == INTERRUPTED:
        # NOTE: Typer makes this code of the interrupt, and would say nothing.
        raise KeyboardInterrupt
    return code


def _in_words(error: typer.TyperException) -> str:
    """Say what is wrong with the arguments in one line, and where to read about them."""
    found = error.format_message().replace("Value error, ", "")
    end = "" if found.endswith((".", "?")) else "."
    context = getattr(error, "ctx", None)
    where = f" See {context.command_path} --help" if context else ""
    return f"{found[:1].lower()}{found[1:]}{end}{where}"
