"""The result of `nps formats`: what this installation reads and writes."""

from collections.abc import Iterable
from dataclasses import asdict

from nps import __version__
from nps.frozen import frozen
from nps.results.blocks import Column, Document, Headline, Kind, Row, RowGroup, Table
from nps.results.provenance import SCHEMA_VERSION
from nps.results.result import Record

HERE = "yes"


@frozen
class ReadFormat:
    """A format that is read, or a way in which files are compressed.

    Attributes:
        name: As results have it.
        words: What it is.
        suffixes: That files of it usually have.
        installed: Whether it can be read here.
        install: What to type so that it can; None where nothing is missing.
    """

    name: str
    words: str
    suffixes: tuple[str, ...]
    installed: bool
    install: str | None


@frozen
class ReadAddress:
    """A kind of addresses that exports are read from.

    Attributes:
        name: As results have it.
        words: What is there.
        schemes: That such addresses begin with, before `://`.
        installed: Whether it can be read here.
        install: What to type so that it can; None where nothing is missing.
    """

    name: str
    words: str
    schemes: tuple[str, ...]
    installed: bool
    install: str | None


@frozen
class KnownLayout:
    """A vendor's layout, by the name that `--layout` takes."""

    name: str
    words: str


@frozen
class WrittenFormat:
    """A format that results are written in, by the name that `--format` takes."""

    name: str
    suffixes: tuple[str, ...]


@frozen
class FormatsResult:
    """What this installation reads and writes.

    Attributes:
        read: Formats.
        addresses: Kinds of addresses.
        packings: Ways in which files may be compressed.
        layouts: Vendors' ways of laying out rows.
        written: Formats of results.
    """

    read: tuple[ReadFormat, ...]
    addresses: tuple[ReadAddress, ...]
    packings: tuple[ReadFormat, ...]
    layouts: tuple[KnownLayout, ...]
    written: tuple[WrittenFormat, ...]

    def record(self) -> Record:
        """Everything by name, for machines."""
        return {
            "schema_version": SCHEMA_VERSION,
            "command": "formats",
            "generated_by": f"nps {__version__}",
            "read": [_plain(one) for one in self.read],
            "addresses": [_plain(one) for one in self.addresses],
            "packings": [_plain(one) for one in self.packings],
            "layouts": [_plain(one) for one in self.layouts],
            "written": [_plain(one) for one in self.written],
        }

    def document(self) -> Document:
        """What is read, and what is written, for people."""
        read: list[ReadFormat | ReadAddress] = [*self.read, *self.addresses, *self.packings]
        missing = [one for one in read if not one.installed]
        said = "This installation reads and writes all of them."
        if missing:
            names = ", ".join(one.name for one in missing)
            said = f"Not read here for want of a package: {names}; the commands below install it."
        headline = Headline(subject=("Formats, told by content",), sentences=((said,),))
        reading = Table(
            columns=_columns("format", "files", "read here", "what it is"),
            groups=(
                _group("Read", self.read),
                _group("Read from addresses", self.addresses),
                _group("Compressed with", self.packings),
            ),
        )
        layouts = Table(
            columns=_columns("layout", "what it is"),
            groups=(
                RowGroup(
                    heading="Layouts, found or named with --layout",
                    rows=tuple(Row(cells=(one.name, one.words)) for one in self.layouts),
                ),
            ),
        )
        writing = Table(
            columns=_columns("format", "files"),
            groups=(
                RowGroup(
                    heading="Written with -f or by the suffix of -o",
                    rows=tuple(
                        Row(cells=(one.name, " ".join(one.suffixes))) for one in self.written
                    ),
                ),
            ),
        )
        return (headline, reading, layouts, writing)


def _group(heading: str, read: Iterable[ReadFormat | ReadAddress]) -> RowGroup:
    return RowGroup(
        heading=heading,
        rows=tuple(
            Row(cells=(one.name, _spelled(one), one.install or HERE, one.words)) for one in read
        ),
    )


def _spelled(one: ReadFormat | ReadAddress) -> str:
    if isinstance(one, ReadFormat):
        return " ".join(one.suffixes)
    return " ".join(f"{scheme}://" for scheme in one.schemes)


def _columns(*titles: str) -> tuple[Column, ...]:
    return tuple(
        Column(title=title, kind=Kind.NAME, gap=1 if at == 0 else 2)
        for at, title in enumerate(titles)
    )


def _plain(row: ReadFormat | ReadAddress | KnownLayout | WrittenFormat) -> Record:
    return {
        key: list(value) if isinstance(value, tuple) else value
        for key, value in asdict(row).items()
    }
