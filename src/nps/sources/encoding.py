"""The encoding of a text export, found or given, and the text as UTF-8."""

import codecs
import io
from collections import deque
from collections.abc import Iterator
from encodings.aliases import aliases

from nps.errors import SourceError, UsageError, near_match
from nps.sources.files import HEAD, ExportFile
from nps.sources.scratch import Scratch
from nps.sources.signatures import refuse_binary
from nps.sources.watching import reading

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # begins like UTF-16, so it stands before it
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LEAST_ASCII = 0.05
"""Share of a table's characters: separators, line ends, digits, whatever its language."""
_CONTROL = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1a\x1b"))


def _latin_1(error: UnicodeError) -> tuple[str, int]:
    """Give the five bytes that cp1252 leaves undefined the character that latin-1 has there."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("latin-1"), error.end


codecs.register_error("nps.latin_1", _latin_1)


class _Place:
    """How far a text is read.

    Attributes:
        line: Counts every line end: LF, CR LF, and CR alone.
        letters: Whether the text so far has characters outside ASCII.
    """

    def __init__(self) -> None:
        self.line = 1
        self.letters = False
        self._after_return = False

    def advance(self, text: str) -> None:
        self.line += text.count("\n") + text.count("\r") - text.count("\r\n")
        self.line -= self._after_return and text.startswith("\n")
        self.letters = self.letters or not text.isascii()
        self._after_return = text.endswith("\r") if text else self._after_return


class _UndecodableError(Exception):
    """Bytes that are not of the encoding, at a place."""

    def __init__(self, place: _Place) -> None:
        self.place = place


def check_encoding(name: str) -> None:
    """Raise a UsageError if Python has no text encoding of this name."""
    try:
        codecs.lookup(name)
        io.TextIOWrapper(io.BytesIO(), encoding=name)  # bytes to bytes codecs fail here
    except (LookupError, ValueError):
        spelled = sorted({alias.replace("_", "-") for alias in aliases} - {name})
        raise UsageError(
            f"--encoding: found {name!r}, expected an encoding that Python knows,"
            f" such as utf-8, cp1252 or shift_jis{near_match(name, spelled)}"
        ) from None


def decode(
    file: ExportFile, encoding: str | None, scratch: Scratch
) -> tuple[ExportFile, tuple[str, ...]]:
    """Give the export as valid UTF-8, with notes: itself if it is that, else a copy.

    Every byte is checked: the first accent may stand in the last line.

    Raises:
        SourceError: Bytes that are not of the encoding, or no text.
    """
    text, notes = _decode(file, encoding, scratch)
    if b"\x00" in text.head():
        refuse_binary(file)
    return text, notes


def _decode(
    file: ExportFile, encoding: str | None, scratch: Scratch
) -> tuple[ExportFile, tuple[str, ...]]:
    head = file.head()
    codec = encoding or _mark(head)
    notes: tuple[str, ...] = ()
    if codec is None and (codec := _guess_utf_16(head)):
        notes = (f"{file.name}: no byte order mark, read as {codec.upper()}",)
    if codec is None or codecs.lookup(codec).name in {"utf-8", "utf-8-sig"}:
        if _is_utf_8(file):
            return file, ()
        if codec is None:
            _refuse_damaged(file, head)
            notes = (
                f"{file.name}: not UTF-8, read as cp1252; if letters look wrong, give --encoding",
            )
            return _copy(file, "cp1252", scratch, errors="nps.latin_1"), notes
    return _copy(file, codec, scratch), notes


def _mark(head: bytes) -> str | None:
    return next((codec for mark, codec in _MARKS if head.startswith(mark)), None)


def _guess_utf_16(head: bytes) -> str | None:
    """Tell UTF-16 by its zeros: the right byte order gives line ends, and more ASCII."""
    best, codec = _LEAST_ASCII, None
    if b"\x00" in head:
        for order in ("utf-16-le", "utf-16-be"):
            try:
                text = codecs.getincrementaldecoder(order)().decode(head)
            except UnicodeDecodeError:
                continue
            share = sum(character.isascii() for character in text) / max(len(text), 1)
            if share > best and "\x00" not in text and {"\n", "\r"} & set(text):
                best, codec = share, order
    return codec


def _is_utf_8(file: ExportFile) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    with (
        file.file.open("rb", buffering=0) as content,
        reading("checking", file.name, file.file) as progress,
    ):
        try:
            while piece := content.read(HEAD):
                progress.advance(len(piece))
                if decoder.getstate()[0] or not piece.isascii():
                    decoder.decode(piece)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True


def _refuse_damaged(file: ExportFile, head: bytes) -> None:
    """Raise for what is no text, and for damaged UTF-8, whose accents cp1252 would garble."""
    if head.translate(None, _CONTROL) != head:
        refuse_binary(file)
    try:
        deque(_pieces(file, "utf-8"), maxlen=0)
    except _UndecodableError as damage:
        if damage.place.letters:
            raise SourceError(
                f"{file.name}: line {damage.place.line} is not UTF-8, though the text before it is;"
                " mend that line, or give --encoding"
            ) from None


def _copy(file: ExportFile, codec: str, scratch: Scratch, errors: str = "strict") -> ExportFile:
    target = scratch.new()
    try:
        with target.open("wb") as copy:
            copy.writelines(_pieces(file, codec, errors))
    except _UndecodableError as damage:
        raise SourceError(
            f"{file.name}: line {damage.place.line} does not decode as {codec};"
            " give the encoding of the export with --encoding"
        ) from None
    return file._replace(file=target)


def _pieces(file: ExportFile, codec: str, errors: str = "strict") -> Iterator[bytes]:
    """The text as UTF-8, piece by piece, without a byte order mark."""
    decoder = codecs.getincrementaldecoder(codec)(errors)
    place = _Place()
    begun = False
    with (
        file.file.open("rb") as content,
        reading("decoding", file.name, file.file) as progress,
    ):
        piece = b"-"
        while piece:
            piece = content.read(HEAD)
            progress.advance(len(piece))
            state = decoder.getstate()
            try:
                text = decoder.decode(piece, final=not piece)
                encoded = text.encode()
            except UnicodeError:
                decoder.setstate(state)
                raise _UndecodableError(_advance_to_damage(place, decoder, piece)) from None
            yield encoded if begun else encoded.removeprefix(codecs.BOM_UTF8)
            begun = begun or bool(text)
            place.advance(text)


def _advance_to_damage(place: _Place, decoder: codecs.IncrementalDecoder, piece: bytes) -> _Place:
    """Go on byte by byte: a decoder that fails does not say how much it has read."""
    for byte in piece:
        try:
            text = decoder.decode(bytes((byte,)))
            text.encode()
        except UnicodeError:
            break
        place.advance(text)
    return place
