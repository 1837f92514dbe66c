"""The encoding of a text export, found or given, and the text as UTF-8."""

import codecs
import io
from collections.abc import Iterator
from encodings.aliases import aliases

from nps.errors import SourceError, UsageError, near_match
from nps.sources.files import HEAD, ExportFile
from nps.sources.mixture import unmix
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


class _Place:
    """How far a text is read, in lines that end with LF, CR LF, CR CR LF, or CR alone."""

    def __init__(self) -> None:
        self._ended = 1
        self._returns = ""

    @property
    def line(self) -> int:
        """The line that is begun, from 1."""
        return self._ended + len(self._returns)

    def advance(self, text: str) -> None:
        """Go past text."""
        text = self._returns + text
        rest = text.rstrip("\r")
        self._returns = text[len(rest) :]
        self._ended += rest.count("\n") + rest.count("\r")
        self._ended -= rest.count("\r\n") + rest.count("\r\r\n")


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
    codec = codec or "utf-8"
    if codecs.lookup(codec).name in {"utf-8", "utf-8-sig"}:
        if _is_utf_8(file):
            return file, ()
        if encoding is None:
            if head.translate(None, _CONTROL) != head:
                refuse_binary(file)
            text, note = unmix(file, scratch)
            return text, (f"{file.name}: {note}; if letters look wrong, give --encoding",)
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


def _copy(file: ExportFile, codec: str, scratch: Scratch) -> ExportFile:
    target = scratch.new()
    try:
        with target.open("wb") as copy:
            copy.writelines(_pieces(file, codec))
    except _UndecodableError as damage:
        raise SourceError(
            f"{file.name}: line {damage.place.line} does not decode as {codec};"
            " give the encoding of the export with --encoding"
        ) from None
    return file._replace(file=target)


def _pieces(file: ExportFile, codec: str) -> Iterator[bytes]:
    """The text as UTF-8, piece by piece, without a byte order mark."""
    decoder = codecs.getincrementaldecoder(codec)()
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
