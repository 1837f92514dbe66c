"""How far the reading of an export is, as one who watches sees it."""

import gzip
import io
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

import polars as pl
import pytest
import zstandard

from nps.engine.collect import collect
from nps.progress import Phase, Watch, watched
from nps.sources.export import Export

Opened = Callable[..., AbstractContextManager[Export]]
ROWS = 20_000
TEXT = "score,plan\n" + "".join(f"{at % 11},é{at % 3}\n" for at in range(ROWS))
CSV = TEXT.encode()
PADDED = CSV + b"9\n"


class Diary(Watch):
    """Remembers the phases."""

    def __init__(self) -> None:
        super().__init__()
        self.phases: list[Phase] = []

    def turn(self, to: Phase | None) -> None:
        super().turn(to)
        if to is not None:
            self.phases.append(to)


@pytest.fixture
def diary() -> Iterator[Diary]:
    """Somebody who watches."""
    one = Diary()
    with watched(one):
        yield one


def parquet(rows: int) -> bytes:
    content = io.BytesIO()
    frame = pl.DataFrame({"score": [9] * rows, "plan": ["Free"] * rows, "mrr": [1.5] * rows})
    frame.write_parquet(content, row_group_size=1000)
    return content.getvalue()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (CSV, ["checking", "looking over", "mending"]),
        (gzip.compress(CSV), ["unpacking", "checking", "looking over", "mending"]),
        (zstandard.compress(CSV), ["unpacking", "checking", "looking over", "mending"]),
        (TEXT.encode("utf-16"), ["decoding", "looking over", "mending"]),
        (TEXT.encode("cp1252"), ["checking", "decoding", "looking over", "mending"]),
        (CSV.replace(b"\n", b"\r"), ["checking", "decoding", "looking over", "mending"]),
        (PADDED, ["checking", "looking over", "mending"]),
        (b"score,plan\n9\n" + CSV, ["checking", "looking over", "mending"]),
    ],
    ids=["csv", "gzip", "zstd", "utf-16", "cp1252", "old mac", "mended end", "mended begin"],
)
def test_each_phase_goes_to_its_end(
    opened: Opened, diary: Diary, content: bytes, words: list[str]
) -> None:
    with opened(content):
        pass

    assert [one.words for one in diary.phases] == words
    assert {one.name for one in diary.phases} == {"responses.csv"}
    *others, mending = diary.phases
    for one in others:
        if one.words == "checking" and words[1] == "decoding" and "old" not in words:
            continue  # it is over at the first byte that is not UTF-8
        assert one.total
        # NOTE: A mark before the text, and carriage returns, are no part of lines.
        assert one.total - 4 <= one.done <= one.total + 1
    assert mending.total


def test_rows_are_seen_once_whatever_number_of_queries(opened: Opened, diary: Diary) -> None:
    with opened(CSV) as export:
        diary.phases.clear()
        by_plan = export.frame.group_by("plan").agg(pl.len()).sort("plan")
        answers = collect([by_plan, export.frame.select(pl.len()), by_plan])

    (counting,) = diary.phases
    assert (counting.words, counting.name, counting.unit) == ("counting", "responses.csv", "rows")
    assert (counting.done, counting.total) == (ROWS, ROWS)
    assert answers[0]["len"].to_list() == [6667, 6667, 6666]
    assert answers[1].item() == ROWS


@pytest.mark.parametrize("content", [CSV, parquet(ROWS)], ids=["csv", "parquet"])
def test_watching_reads_no_more_columns_and_rows(
    opened: Opened, diary: Diary, content: bytes
) -> None:
    with opened(content) as export:
        diary.phases.clear()
        plan = export.frame.select("plan").explain()
        (first,) = collect([export.frame.head(5).select("plan")])

    assert "PROJECT 1/" in plan
    assert first.height == 5
    assert diary.phases[-1].done == 5
    assert diary.phases[-1].total == ROWS


def test_parquet_is_known_before_it_is_read(opened: Opened, diary: Diary) -> None:
    with opened(parquet(ROWS)):
        pass

    assert diary.rows == {"responses.csv": ROWS}


def test_nothing_is_added_where_nobody_watches(opened: Opened) -> None:
    with opened(CSV) as export:
        assert "PYTHON" not in export.frame.explain()
