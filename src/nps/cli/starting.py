"""What `nps init` says of the file it writes, and of the commands that go with it."""

import os
import re
from collections.abc import Sequence
from os.path import commonprefix
from pathlib import Path

from nps.cli.configuration import CONFIG_NAME, CONFIG_VARIABLE
from nps.cli.output import check_target
from nps.errors import OutputError
from nps.render.printable import printable
from nps.sources.addresses import without_secrets
from nps.sources.opening import Opening

STANDARD_INPUT = "-"
SHORTEST_TITLE = 3
"""Fewer characters in common are chance."""
MOST_NAMED = 3
"""More exports are not repeated."""


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
    common = commonprefix(stems)  # noqa: RUF071  # of names, character by character
    if len(stems) > 1:
        common = re.sub(r"[\W\d_]+$", "", common)
        common = common if len(common) >= SHORTEST_TITLE else ""
    words = " ".join(re.sub(r"[\s_]|(?<!\d)-|-(?!\d)", " ", common).split())
    return words[:1].upper() + words[1:] or None


def head(exports: Sequence[str], opening: Opening, target: Path | None) -> tuple[str, ...]:
    """The sentences at the top of the file: how to run it, check it, and write on."""
    config = target or Path(CONFIG_NAME)
    return (
        f"Run it:    {next_command(exports, opening, target)}",
        f"Check it:  {_command('validate', quoted(str(config)), *_given(exports, opening))}",
        "Complete it in an editor: nps schema > nps.schema.json (see nps schema --help)",
    )


def init_command(exports: Sequence[str], opening: Opening) -> str:
    """The command that writes a configuration."""
    return _command("init", *_given(exports, opening))


def next_command(exports: Sequence[str], opening: Opening, target: Path | None) -> str:
    """The command that runs what was written."""
    config = target or Path(CONFIG_NAME)
    found = config == Path(CONFIG_NAME) and not os.environ.get(CONFIG_VARIABLE)
    named = () if found else ("-c", quoted(str(config)))
    return _command("segment", *_given(exports, opening), *named)


def _stem(path: str) -> str:
    name = re.sub(r"[?#].*", "", path) if "://" in path else path
    return Path(name).name.split(".", 1)[0]


def _given(exports: Sequence[str], opening: Opening) -> tuple[str, ...]:
    safe = [quoted(without_secrets(path)) for path in exports]
    named = safe if len(exports) <= MOST_NAMED else ["EXPORT..."]
    given = {
        "--encoding": opening.encoding, "--layout": opening.layout, "--sheet": opening.sheet,
        "--query": opening.query,
    }  # fmt: skip
    options = [(name, quoted(value)) for name, value in given.items() if value is not None]
    return (*named, *(part for option in options for part in option))


def _command(*parts: str) -> str:
    return " ".join(("nps", *parts))


def quoted(argument: str) -> str:
    """Write an argument as a shell takes it; a glob stays one."""
    shown = printable(argument)
    if re.fullmatch(r"[\w./@%+=:,*?\[\]-]+", shown):
        return shown
    from shlex import quote  # noqa: PLC0415  # most need none

    return quote(shown)
