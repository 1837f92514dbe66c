"""What `nps init` says of the file it writes, and of the commands that go with it."""

import os
import re
import shlex
from collections.abc import Sequence
from os.path import commonprefix
from pathlib import Path

from nps.cli.output import check_target
from nps.cli.pipeline import CONFIG_NAME, CONFIG_VARIABLE
from nps.errors import OutputError
from nps.render.printable import printable

STANDARD_INPUT = "-"


def check_new(output: str, exports: Sequence[str]) -> Path | None:
    """Settle where the file goes; None is standard output.

    Raises:
        OutputError: It cannot be written there, or is there already.
    """
    if output == "-":
        return None
    target = Path(output)
    check_target(target, exports)
    if target.is_file():
        raise OutputError(f"{target}: is there already; name another file with -o, or - to look")
    return target


def title(paths: Sequence[str]) -> str | None:
    """Name a survey by its export, or by what the names of several have in common."""
    stems = [printable(_stem(path)) for path in paths if path != STANDARD_INPUT]
    common = stems[0] if len(stems) == 1 else re.sub(r"[\W\d_]+$", "", commonprefix(stems))
    words = " ".join(re.sub(r"[\s_]+", " ", common).split())
    return words[:1].upper() + words[1:] or None


def head(exports: Sequence[str], encoding: str | None, target: Path | None) -> tuple[str, ...]:
    """The sentences at the top of the file: how to run it, check it, and write on."""
    config = target or Path(CONFIG_NAME)
    return (
        f"Run it:    {next_command(exports, encoding, target)}",
        f"Check it:  {_command('validate', _quoted(str(config)), *_given(exports, encoding))}",
        "Complete it in an editor: nps schema > nps.schema.json (see nps schema --help)",
    )


def next_command(exports: Sequence[str], encoding: str | None, target: Path | None) -> str:
    """The command that runs what was written."""
    found = target is None or target == Path(CONFIG_NAME)
    config = () if found and not os.environ.get(CONFIG_VARIABLE) else ("-c", _quoted(str(target)))
    return _command("segment", *_given(exports, encoding), *config)


def _stem(path: str) -> str:
    name = re.sub(r"[?#].*", "", path) if "://" in path else path
    return Path(name).name.split(".", 1)[0]


def _given(exports: Sequence[str], encoding: str | None) -> tuple[str, ...]:
    return (*map(_quoted, exports), *(() if encoding is None else ("--encoding", encoding)))


def _command(*parts: str) -> str:
    return " ".join(("nps", *parts))


def _quoted(argument: str) -> str:
    """An argument as a shell takes it; a glob stays one."""
    shown = printable(argument)
    return shown if re.fullmatch(r"[\w./@%+=:,*?\[\]-]+", shown) else shlex.quote(shown)
