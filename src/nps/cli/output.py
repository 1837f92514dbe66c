"""Where a result goes: standard output, or a file that appears whole or not at all."""

import os
import select
import stat
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from shutil import get_terminal_size

from nps.cli.failures import ReaderGoneError
from nps.errors import OutputError, UsageError
from nps.frozen import frozen
from nps.render.registry import FORMATS, Format, format_of_suffix
from nps.render.style import Style
from nps.results.result import Result


@frozen
class Output:
    """Where a result goes, and in which form.

    Attributes:
        path: A file; None for standard output.
        format: The form.
        style: What is known of the reader.
    """

    path: Path | None
    format: Format
    style: Style

    def write(self, result: Result) -> None:
        """Render a result and write it.

        Raises:
            OutputError: The file cannot be written; what was there is unharmed.
            ReaderGoneError: The pipe is closed.
        """
        rendered = self.format.render(result, self.style)
        write_bytes(rendered if isinstance(rendered, bytes) else rendered.encode(), self.path)


def open_output(
    path: str | None, format_name: str | None, color: str, inputs: Iterable[str]
) -> Output:
    """Settle format and style before any row is read.

    Args:
        path: Of `--output`; None or `-` for standard output.
        format_name: Of `--format`; by default that of the suffix, else table.
        color: auto, always or never.
        inputs: Paths that must not be overwritten.

    Raises:
        UsageError: The suffix stands for no format, or a terminal would get bytes.
        OutputError: The file cannot be written, or is an input.
    """
    target = None if path in (None, "-") else Path(str(path))
    terminal = target is None and sys.stdout is not None and sys.stdout.isatty()
    chosen = _format(target, format_name)
    if terminal and chosen.binary:
        raise UsageError(f"--format {chosen.name}: found a terminal, expected --output FILE")
    if target is not None:
        check_target(target, inputs)
    return Output(
        path=target,
        format=chosen,
        style=Style(width=_width(terminal), color=_color(color, terminal), terminal=terminal),
    )


def check_target(target: Path, inputs: Iterable[str]) -> None:
    """Refuse a file that is an input or cannot be written.

    Raises:
        OutputError: It is.
    """
    try:
        if target.is_dir():
            raise OutputError(f"--output {target}: found a directory, expected a file")
        folder = target.resolve().parent
        is_device = target.exists() and not target.is_file()
    except (OSError, RuntimeError) as error:
        words = getattr(error, "strerror", None) or "it links to itself"
        raise OutputError(f"--output {target}: cannot be written there ({words})") from None
    if not folder.is_dir():
        raise OutputError(
            f"--output {target}: there is no directory {target.parent}, make it first"
        )
    spare_inputs(target, inputs)
    if not os.access(target if is_device else folder, os.W_OK):
        raise OutputError(f"--output {target}: cannot be written there, check its permissions")


def spare_inputs(target: Path | None, inputs: Iterable[str]) -> None:
    """Refuse a file that is an input, by whatever name.

    Raises:
        OutputError: It is.
    """
    if target is None or not target.is_file():
        return
    there = target.stat()
    if any(os.path.samestat(there, status) for status in map(_status, inputs) if status):
        raise OutputError(f"--output {target}: is an input too, expected another file")


def _status(name: str) -> os.stat_result | None:
    """The file behind an input; None where there is none, as for a pattern."""
    try:
        return os.fstat(0) if name == "-" else Path(name).stat()
    except (OSError, ValueError):
        return None


def write_bytes(content: bytes, target: Path | None) -> None:
    """Write to a file, whole or not at all, or to standard output.

    Raises:
        OutputError: It cannot be written.
        ReaderGoneError: The pipe is closed.
    """
    try:
        if target is None:
            _write_standard(content)
        elif target.exists() and not target.is_file():
            target.write_bytes(content)  # a device or a named pipe cannot be renamed onto
        else:
            _replace(target.resolve(), content)
    except BrokenPipeError:
        raise ReaderGoneError from None
    except OSError as error:
        where = "standard output" if target is None else f"--output {target}"
        raise OutputError(f"{where}: cannot be written ({error.strerror})") from error


def _write_standard(content: bytes) -> None:
    if sys.stdout is None:
        raise OutputError("standard output is closed, expected a reader or --output FILE")
    sys.stdout.flush()
    # NOTE: Past the buffer, which would keep what an interrupt left over, and wait to write it.
    target = getattr(sys.stdout.buffer, "raw", sys.stdout.buffer)
    left = memoryview(content)
    while left:
        written = target.write(left)
        if written is None:  # a pipe that another program told not to block
            select.select([], [target], [])
        else:
            left = left[written:]


def _replace(target: Path, content: bytes) -> None:
    """Write beside the target and rename."""
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.chmod(_mode(target))
        beside.replace(target)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def _mode(target: Path) -> int:
    """The mode of the file that is replaced, or that of any new file."""
    if target.exists():
        return stat.S_IMODE(target.stat().st_mode)
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _format(target: Path | None, name: str | None) -> Format:
    if name is not None:
        return FORMATS[name]
    if target is None or not target.suffix:
        return FORMATS["table"]
    found = format_of_suffix(target.suffix)
    if found is None:
        known = ", ".join(suffix for row in FORMATS.values() for suffix in row.suffixes)
        raise UsageError(
            f"--output {target}: found suffix {target.suffix!r}, expected one of {known}; "
            "or name a --format"
        )
    return found


def _width(terminal: bool) -> int | None:  # noqa: FBT001  # what the reader is
    if terminal or os.environ.get("COLUMNS", "").isdigit():
        return get_terminal_size().columns
    return None


def _color(when: str, terminal: bool) -> bool:  # noqa: FBT001  # what the reader is
    if when != "auto":
        return when == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return terminal and os.environ.get("TERM") != "dumb"
