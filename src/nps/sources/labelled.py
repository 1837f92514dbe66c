"""SPSS and Stata exports, whose columns and values have labels, to a lazy frame."""

from types import ModuleType
from typing import Any

import polars as pl

from nps.errors import SourceError
from nps.progress import expect_rows, phase
from nps.sources.export import Export
from nps.sources.extras import import_extra
from nps.sources.files import ExportFile
from nps.sources.layouts.reading import Reading
from nps.sources.means import Means
from nps.sources.telling import is_spss
from nps.sources.typed import typed_export
from nps.sources.value_labels import with_labels


def scan_labelled(file: ExportFile, means: Means) -> Export:
    """Open an SPSS or a Stata file.

    Labels of columns are other names of them, labels of values stand in place of the values but
    for numbers on a scale, and values that the owner declared missing are blank.
    The package reads all of it into memory.

    Raises:
        SourceError: It is damaged or ends too early.
        MissingExtraError: The package is not installed.
    """
    spss = is_spss(file, file.head(4))
    what = "an SPSS file" if spss else "a Stata file"
    package = import_extra("pyreadstat", "spss", f"{file.name}: {what}")
    read = package.read_sav if spss else package.read_dta
    with phase("reading", file.name):
        try:
            rows, labels = means.aside(
                lambda: read(
                    str(file.file), output_format="polars", encoding=means.opening.encoding
                )
            )
        except _failures(package) as error:
            raise SourceError(
                f"{file.name}: {what} that is damaged, ends too early or is in an encoding it does"
                f" not say ({type(error).__name__}); fetch it again, or give --encoding"
            ) from None
        frame = means.aside(lambda: _labelled(rows, labels))
    expect_rows(file.name, frame.height)
    header = Reading(
        header_rows=0,
        names=tuple(frame.columns),
        aliases=tuple(_aliases(labels.column_names_to_labels.get(name)) for name in frame.columns),
    )
    return typed_export(file, "sav" if spss else "dta", frame.lazy(), header=header)


def _failures(package: ModuleType) -> tuple[type[Exception], ...]:
    """What the package raises of a file that it cannot read, such as of a date that is none."""
    return (
        package.ReadstatError,
        package.PyreadstatError,
        pl.exceptions.PolarsError,
        ArithmeticError,
        LookupError,
        ValueError,
    )


def _labelled(rows: pl.DataFrame, labels: Any) -> pl.DataFrame:  # noqa: ANN401  # comes untyped
    """Put labels in place of values, column by column."""
    return rows.with_columns(
        with_labels(rows[name], known)
        for name, known in labels.variable_value_labels.items()
        if name in rows.columns
    )


def _aliases(label: str | None) -> tuple[str, ...]:
    return (label,) if label else ()
