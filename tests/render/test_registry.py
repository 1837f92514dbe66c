import re
import subprocess
import sys
from collections.abc import Callable
from itertools import chain

import pytest

from nps.render.registry import FORMATS, Format, format_of_suffix
from nps.render.style import Style
from nps.results.blocks import Cell, Column, Document, Kind, Row, RowGroup, Table
from nps.results.result import Record, Result

STYLES = (
    Style(),
    Style(width=80, terminal=True),
    Style(width=30, terminal=True, color=True),
    Style(width=140, terminal=True),
)


@pytest.mark.parametrize("output", FORMATS.values(), ids=lambda output: output.name)
@pytest.mark.parametrize("style", STYLES)
def test_every_format_gives_every_kind_and_repeats_itself(
    result_of_both: Callable[[Document, Record], Result],
    output: Format,
    style: Style,
    record: Record,
    everything: Document,
) -> None:
    result = result_of_both(everything, record)
    given = output.render(result, style)
    assert isinstance(given, bytes if output.binary else str)
    assert output.render(result, style) == given
    if isinstance(given, str):
        assert given.endswith("\n")
        assert not given.endswith("\n\n")
        given.encode()


DRAWN: dict[Kind, tuple[Cell, str]] = {
    Kind.NAME: ("Über 世界", "Über 世界"),
    Kind.COUNT: (12345, "12,345"),
    Kind.SHARE: (0.255, "26"),
    Kind.NPS: (19.6, "+20"),
    Kind.DIFFERENCE: (-3.4, "-3"),
    Kind.POINTS: (10.26, "+10.3"),
    Kind.INTERVAL: ((-5.4, 7.9), "-5 to +8"),
    Kind.LIMITS: ((-131.0, 4.0), "-131 to +4"),
    Kind.P: (0.0123, "0.012"),
    Kind.SCORE: (7.25, "7.3"),
    Kind.FACTOR: (1.36, "1.4"),
    Kind.GROUPS: ((0.0, 0.0, 1.0), "+++++++++"),
    Kind.SPARK: ((1.0, None, 2.0), "▁ █"),
    Kind.EDGE: (None, "|"),
}


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        (name, kind)
        for name in ("table", "markdown")
        for kind in Kind
        if (name, kind) != ("markdown", Kind.EDGE)  # where columns have edges of their own
    ],
)
@pytest.mark.parametrize("marked", [False, True])
@pytest.mark.parametrize("style", STYLES)
def test_every_format_of_blocks_draws_every_kind(
    result_of: Callable[[Document], Result], name: str, style: Style, kind: Kind, *, marked: bool
) -> None:
    """A cell, one that is undefined, and the row's mark."""
    cell, drawn = DRAWN[kind]
    column = Column(title="title", kind=kind, marked=marked)
    table = Table(
        columns=(Column(title="", kind=Kind.NAME), column),
        groups=(
            RowGroup(
                heading=None,
                rows=(Row(cells=("Free", cell), mark="▲"), Row(cells=("Team", None), mark="▼")),
            ),
        ),
    )
    written = FORMATS[name].render(result_of((table,)), style)
    assert isinstance(written, str)
    plain = re.sub("\x1b\\[[0-9]*m", "", written)
    assert (plain.count("▲"), plain.count("▼")) == (marked, marked)
    assert drawn in plain
    assert "Team" in plain
    assert "None" not in plain


@pytest.mark.parametrize(
    ("suffix", "name"),
    [
        (".txt", "table"),
        (".json", "json"),
        (".ndjson", "ndjson"),
        (".jsonl", "ndjson"),
        (".csv", "csv"),
        (".TSV", "tsv"),
        (".md", "markdown"),
        (".markdown", "markdown"),
        (".parquet", "parquet"),
    ],
)
def test_suffix_stands_for_a_format(suffix: str, name: str) -> None:
    assert format_of_suffix(suffix) is FORMATS[name]


@pytest.mark.parametrize("suffix", ["", ".html", ".xlsx", "csv", ".csv.gz"])
def test_other_suffixes_stand_for_none(suffix: str) -> None:
    assert format_of_suffix(suffix) is None


def test_no_suffix_stands_for_two_formats() -> None:
    suffixes = list(chain.from_iterable(output.suffixes for output in FORMATS.values()))
    assert len(suffixes) == len(set(suffixes))


def test_registry_imports_no_renderer() -> None:
    script = (
        "import sys, nps.render.registry; "
        "print([name for name in ('rich', 'polars', 'csv', 'nps.render.table') "
        "if name in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert ran.stdout == "[]\n"


def test_every_format_is_drawn_without_a_terminal_in_the_environment(
    result_of: Callable[[Document], Result], everything: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    style = Style(width=80, color=True)
    drawn = FORMATS["table"].render(result_of(everything), style)
    for name, value in {"NO_COLOR": "1", "TERM": "dumb", "COLUMNS": "20"}.items():
        monkeypatch.setenv(name, value)
    assert FORMATS["table"].render(result_of(everything), style) == drawn
