"""What was counted by day as a file: Parquet with a header, and a digest over all of it."""

import json
from collections import Counter
from collections.abc import Mapping
from datetime import date
from hashlib import sha256
from io import BytesIO
from typing import Any

import polars as pl

from nps import __version__
from nps.engine.conversions import Conversion
from nps.engine.daily import COUNTS, STATUSES, TEXTS, Daily, Source
from nps.engine.facts import Facts
from nps.errors import SourceError
from nps.results.tally import STORED_KEY
from nps.results.vendor import Vendor
from nps.spec.configuration import Configuration
from nps.spec.dump import plain

FORMAT = 2
"""To be raised when a reader of today would misread what is written then: a change of the header,
of the table, or of what the keys of a segmentation mean."""
TABLE = {name: pl.String if dtype is pl.Int128 else dtype for name, dtype in COUNTS.items()}
"""Columns of the table; sums of weights do not fit a number of Parquet, and are text."""
DIGEST, UNKNOWN = "sha256_of_this_file", "0" * 64
"""Key of the digest in the header, and what stands there while the digest is made. These two stay
as they are in every format, so that damage is told from a newer format."""
END = b"PAR1"
FAILURES = (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError)


def write_daily(daily: Daily) -> bytes:
    """Write what was counted; the same counts give the same bytes."""
    table = daily.counts.select(
        pl.col(name).cast(dtype) for name, dtype in TABLE.items()
    ).sort("grouping", "day", "key", "score")  # fmt: skip
    # NOTE: The digest comes last, so that no text before it can be taken for it.
    header = json.dumps({**_header(daily), DIGEST: UNKNOWN}, separators=(",", ":"))
    file = BytesIO()
    table.write_parquet(file, compression="zstd", metadata={STORED_KEY: header})
    content = file.getvalue()
    place = _digest_place(content)
    if place is None:
        raise TypeError("the header stands in the file as it was given")
    return content[: place.start] + _digest(content, place) + content[place.stop :]


def read_daily(content: bytes, name: str) -> Daily:
    """Read what was counted.

    Args:
        content: Of a file.
        name: What messages call it.

    Raises:
        SourceError: It is cut short, was edited, or is of a format that is not known yet.
    """
    # NOTE: Judged before Polars reads a byte: it may panic over what is damaged.
    place = _digest_place(content)
    if content[-len(END) :] != END or place is None:
        raise _damaged(name)
    if content[place.start : place.stop] != _digest(content, place):
        raise SourceError(
            f"{name}: a tally whose content does not fit its digest: it was edited or damaged; "
            "write it again with nps tally"
        )
    try:
        header = json.loads(pl.read_parquet_metadata(BytesIO(content))[STORED_KEY])
        version = header["format"]
    except (*FAILURES, ValueError, TypeError, KeyError):
        raise _damaged(name) from None
    if isinstance(version, int) and version > FORMAT:
        raise SourceError(
            f"{name}: a tally of format {version}, written by {header.get('generated_by')}; this "
            f"nps reads formats up to {FORMAT}: update it, or write the tally again"
        )
    try:
        table = pl.read_parquet(BytesIO(content), hive_partitioning=False)
        counts = table.select(pl.col(name).cast(dtype) for name, dtype in COUNTS.items())
        return _daily(header, counts)
    except (ValueError, TypeError, KeyError, AttributeError, *FAILURES):
        raise _damaged(name) from None


def _damaged(name: str) -> SourceError:
    return SourceError(
        f"{name}: a tally that is damaged or cut short; fetch it again, or write it again with "
        "nps tally"
    )


def _digest_place(content: bytes) -> slice | None:
    """Where the digest stands."""
    lead = f'"{DIGEST}":"'.encode()
    start = content.rfind(lead) + len(lead)
    return slice(start, start + len(UNKNOWN)) if start >= len(lead) else None


def _digest(content: bytes, place: slice) -> bytes:
    """SHA-256 of a file, as it was before its digest was known."""
    view = memoryview(content)
    whole = sha256(view[: place.start])
    whole.update(UNKNOWN.encode())
    whole.update(view[place.stop :])
    return whole.hexdigest().encode()


def _header(daily: Daily) -> dict[str, Any]:
    facts = daily.facts
    return {
        "format": FORMAT,
        "generated_by": f"nps {__version__}",
        "configuration": plain(daily.configuration),
        "shown": list(daily.shown),
        "masked": list(daily.masked),
        "sources": [_source(source) for source in daily.sources],
        "statuses": _rows(daily.statuses),
        "texts": _rows(daily.texts),
        "facts": {
            "shapes": {column: _sorted(counts) for column, counts in sorted(facts.shapes.items())},
            "fits": {column: _sorted(counts) for column, counts in sorted(facts.fits.items())},
            "written": {column: _sorted(said) for column, said in sorted(facts.written.items())},
            "values": dict(sorted(facts.values.items())),
            "present": sorted(map(list, facts.present)),
            "groups": sorted([*pair, _sorted(found)] for pair, found in facts.groups.items()),
            "near": sorted([*text, sorted(cells)] for text, cells in facts.near.items()),
        },
    }


def _source(source: Source) -> dict[str, Any]:
    return {
        "path": source.path, "format": source.format, "layout": source.layout,
        "rows": source.rows, "columns": list(source.columns),
        "duplicates": sorted(source.duplicates), "notes": list(source.notes),
        "vendor": source.vendor.plain(),
        "digest": source.digest,
        "conversions": {
            part: [[one.column, one.words, list(one.path), one.cells, one.converted]
                   for one in conversions]
            for part, conversions in source.conversions.items()
        },
    }  # fmt: skip


def _rows(frame: pl.DataFrame) -> list[list[Any]]:
    return [
        [one.isoformat() if isinstance(one, date) else one for one in row]
        for row in frame.sort(frame.columns).iter_rows()
    ]


def _frame(rows: list[list[Any]], columns: Mapping[str, type[pl.DataType]]) -> pl.DataFrame:
    days = [[None if row[0] is None else date.fromisoformat(row[0]), *row[1:]] for row in rows]
    return pl.DataFrame(days, schema=dict(columns), orient="row")


def _sorted(counts: Counter[str]) -> dict[str, int]:
    return dict(sorted(counts.items()))


def _daily(header: Mapping[str, Any], counts: pl.DataFrame) -> Daily:
    configuration = header["configuration"]
    facts = Facts()
    for column, shapes in header["facts"]["shapes"].items():
        facts.shapes[column].update(shapes)
    for column, fits in header["facts"]["fits"].items():
        facts.fits[column].update(fits)
    for column, said in header["facts"].get("written", {}).items():
        facts.written[column].update(said)
    facts.values.update(header["facts"]["values"])
    facts.present.update((column, text) for column, text in header["facts"]["present"])
    for score, group, found in header["facts"]["groups"]:
        facts.groups[score, group].update(found)
    for column, text, cells in header["facts"]["near"]:
        facts.near[column, text].update(cells)
    return Daily(
        configuration=Configuration.model_validate(configuration, by_alias=True, by_name=False),
        shown=tuple(header["shown"]),
        masked=tuple(header["masked"]),
        sources=tuple(map(_read_source, header["sources"])),
        facts=facts,
        statuses=_frame(header["statuses"], STATUSES),
        texts=_frame(header["texts"], TEXTS),
        counts=counts,
    )


def _read_source(source: Mapping[str, Any]) -> Source:
    return Source(
        path=source["path"], format=source["format"], layout=source["layout"],
        rows=source["rows"], columns=tuple(source["columns"]),
        duplicates=frozenset(source["duplicates"]), notes=tuple(source["notes"]),
        vendor=Vendor(**source["vendor"]),
        digest=source["digest"],
        conversions={
            part: tuple(
                Conversion(column=column, words=words, path=tuple(path), cells=cells,
                           converted=converted)
                for column, words, path, cells, converted in conversions
            )
            for part, conversions in source["conversions"].items()
        },
    )  # fmt: skip
