"""The formats of files that are read, each told by what a file holds, whatever it is called."""

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING

from nps.frozen import frozen
from nps.sources import telling
from nps.sources.files import ExportFile
from nps.sources.opening import Kind

if TYPE_CHECKING:
    from nps.sources.export import Export
    from nps.sources.means import Means


_TEXT = "nps.sources.delimited:scan_delimited"
_WORKBOOK = "nps.sources.workbooks:scan_workbook"
_LABELLED = "nps.sources.labelled:scan_labelled"
_DATABASE = "nps.sources.databases:scan_database"
_KINDS: dict[str, Kind] = {_TEXT: "text", _WORKBOOK: "workbook", _DATABASE: "database"}


@frozen
class Format:
    """A format of files.

    Attributes:
        name: As results have it.
        words: What it is.
        suffixes: That files of it usually have, lower case, with their dot.
        scanner: What opens such a file, `module:function`; not imported before it is used.
        tells: Whether a file is one, of it and its first bytes; None where no other format tells.
        packages: Needed to read it.
        extra: Brings the packages.
    """

    name: str
    words: str
    suffixes: tuple[str, ...]
    scanner: str
    tells: Callable[[ExportFile, bytes], bool] | None = None
    packages: tuple[str, ...] = ()
    extra: str = ""

    @property
    def kind(self) -> Kind:
        """What such a file is."""
        return _KINDS.get(self.scanner, "table")

    def open(self, file: ExportFile, means: "Means") -> "Export":
        """Open a file of this format.

        Raises:
            SourceError: It cannot be read.
            MissingExtraError: A package is not installed.
        """
        module, _, function = self.scanner.partition(":")
        scan: Callable[[ExportFile, Means], Export] = getattr(import_module(module), function)
        return scan(file, means)


FORMATS: tuple[Format, ...] = (
    Format(
        name="csv",
        words="text between commas, semicolons or bars",
        suffixes=(".csv", ".txt"),
        scanner=_TEXT,
    ),
    Format(name="tsv", words="text between tabs", suffixes=(".tsv", ".tab"), scanner=_TEXT),
    Format(
        name="parquet",
        words="Parquet; also a folder of such files in folders like year=2026",
        suffixes=(".parquet", ".pq"),
        scanner="nps.sources.parquet:scan_parquet",
        tells=telling.is_parquet,
    ),
    Format(
        name="arrow",
        words="Arrow IPC, file or stream; Feather",
        suffixes=(".arrow", ".arrows", ".feather", ".ipc"),
        scanner="nps.sources.arrow:scan_arrow",
        tells=telling.is_arrow,
    ),
    Format(
        name="ndjson",
        words="JSON, an object a line",
        suffixes=(".ndjson", ".jsonl"),
        scanner="nps.sources.ndjson:scan_ndjson",
        tells=telling.is_ndjson,
    ),
    *(
        Format(
            name=name,
            words=words,
            suffixes=suffixes,
            scanner=_WORKBOOK,
            tells=tells,
            packages=("fastexcel",),
            extra="excel",
        )
        for name, words, suffixes, tells in (
            ("xlsx", "Excel workbook", (".xlsx", ".xlsm"), telling.is_xlsx),
            ("ods", "OpenDocument spreadsheet", (".ods",), telling.is_ods),
        )
    ),
    *(
        Format(
            name=name,
            words=words,
            suffixes=suffixes,
            scanner=_LABELLED,
            tells=tells,
            packages=("pyreadstat",),
            extra="spss",
        )
        for name, words, suffixes, tells in (
            ("sav", "SPSS", (".sav", ".zsav"), telling.is_spss),
            ("dta", "Stata", (".dta",), telling.is_stata),
        )
    ),
    *(
        Format(
            name=name,
            words=words,
            suffixes=suffixes,
            scanner=_DATABASE,
            tells=tells,
            packages=packages,
            extra="db",
        )
        for name, words, suffixes, tells, packages in (
            (
                "sqlite",
                "SQLite database, asked with --query",
                (".sqlite", ".sqlite3", ".db"),
                telling.is_sqlite,
                ("adbc_driver_manager", "adbc_driver_sqlite", "pyarrow"),
            ),
            (
                "duckdb",
                "DuckDB database, asked with --query",
                (".duckdb", ".ddb"),
                telling.is_duckdb,
                ("duckdb", "pyarrow"),
            ),
        )
    ),
)
"""In the order in which they are listed; the first takes what no other tells."""


def find_format(file: ExportFile) -> Format | None:
    """Tell the format of a file; None where it is text, or of a format that is not read.

    Raises:
        SourceError: It is a workbook that is damaged, or has a password.
    """
    head = file.head() if file.file.is_file() else b""
    return next((one for one in FORMATS if one.tells is not None and one.tells(file, head)), None)


def is_misnamed(path: str, name: str) -> bool:
    """Whether a path promises another format by its suffix than the one of this name.

    All text is alike, and so is all that has no suffix of a format.
    """
    from nps.sources.compression import PACKINGS  # noqa: PLC0415  # only for a name to be said

    packed = tuple(suffix for packing in PACKINGS for suffix in packing.suffixes)
    plain = path.lower()
    while plain.endswith(packed):
        plain = plain.rpartition(".")[0]
    scanners = {one.name: one.scanner for one in FORMATS}
    promised = next((one.scanner for one in FORMATS if plain.endswith(one.suffixes)), None)
    return promised is not None and promised != scanners.get(name)
