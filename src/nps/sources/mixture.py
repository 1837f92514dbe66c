"""Text that is not UTF-8 throughout, cell by cell.

Exports are glued together from parts, and columns filled from systems of another age: one line
is UTF-8, the next is not. A cell that has letters and is no UTF-8 is read as cp1252, what Windows
wrote before; UTF-8 letters hardly ever come about by chance. Where a cell has both, as where one
was cut in the middle of a letter, what is no UTF-8 cannot be known.
"""

import codecs
import re
from collections.abc import Iterator

from nps.sources.dialect import LONGEST_CELL
from nps.sources.files import HEAD, ExportFile
from nps.sources.scratch import Scratch
from nps.sources.watching import reading

_CELL = re.compile(rb'[^,;|\t\r\n"]*[\x80-\xff][^,;|\t\r\n"]*')
"""What stands between separators, quotes and line ends, and is not all ASCII."""
_LINE_END = re.compile(rb"\r{0,2}\n|\r")
_UNKNOWN = "\ufffd"


def _latin_1(error: UnicodeError) -> tuple[str, int]:
    """Give the five bytes that cp1252 leaves undefined the character that latin-1 has there."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("latin-1"), error.end


codecs.register_error("nps.latin_1", _latin_1)


class _Mixture:
    """What was found in the text so far.

    Attributes:
        utf_8: Whether there are letters in UTF-8.
        other: Characters read as cp1252.
        unknown: Characters that could not be read.
        line: The first line, from 1, on which something is no UTF-8.
    """

    def __init__(self) -> None:
        self.utf_8 = False
        self.other = 0
        self.unknown = 0
        self.line = 0
        self._ended = 1

    def mend(self, piece: bytes) -> bytes:
        """Give text that ends where no cell goes on as UTF-8."""
        mended = piece if piece.isascii() else _CELL.sub(self._mend_cell, piece)
        if not self.line:
            self._ended += _count_lines(piece)
        return mended

    def _mend_cell(self, found: re.Match[bytes]) -> bytes:
        cell = found[0]
        readable = cell.decode(errors="ignore")
        self.utf_8 = self.utf_8 or not readable.isascii()
        if len(readable.encode()) == len(cell):
            return cell
        self.line = self.line or self._ended + _count_lines(found.string[: found.start()])
        if readable.isascii():
            self.other += len(cell) - len(readable)
            return cell.decode("cp1252", errors="nps.latin_1").encode()
        text = cell.decode(errors="replace")
        self.unknown += text.count(_UNKNOWN) - readable.count(_UNKNOWN)
        return text.encode()

    @property
    def note(self) -> str:
        """What to say of it."""
        if not self.utf_8:
            return "not UTF-8, read as cp1252"
        parts = []
        if self.other:
            parts.append(f"{_characters(self.other)} read as cp1252")
        if self.unknown:
            parts.append(f"{_characters(self.unknown)} replaced by {_UNKNOWN}")
        return f"encodings are mixed: {', '.join(parts)}, the first on line {self.line}"


def unmix(file: ExportFile, scratch: Scratch) -> tuple[ExportFile, str]:
    """Give text of which something is not UTF-8 as UTF-8, and what to say of it."""
    target = scratch.new()
    mixture = _Mixture()
    with target.open("wb") as copy, reading("decoding", file.name, file.file) as progress:
        for piece in _pieces(file):
            copy.write(mixture.mend(piece))
            progress.advance(len(piece))
    return file._replace(file=target), mixture.note


def _pieces(file: ExportFile) -> Iterator[bytes]:
    """The text without a byte order mark, in pieces that end with a line, where lines end."""
    rest = b""
    with file.file.open("rb", buffering=0) as content:
        content.seek(len(codecs.BOM_UTF8) if file.head(3) == codecs.BOM_UTF8 else 0)
        while piece := content.read(HEAD):
            end = piece.rfind(b"\n") + 1 or piece.rfind(b"\r") + 1
            if end or len(rest) > LONGEST_CELL:
                yield rest + piece[:end]
                rest = b""
            rest += piece[end:]
    yield rest


def _count_lines(text: bytes) -> int:
    return len(_LINE_END.findall(text))


def _characters(count: int) -> str:
    return "1 character" if count == 1 else f"{count} characters"
