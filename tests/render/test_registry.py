import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from itertools import chain

import pytest

from nps.render.registry import FORMATS, Format, format_of_suffix
from nps.render.style import Style
from nps.results.blocks import Document
from nps.results.result import Record

STYLES = (
    Style(),
    Style(width=80, terminal=True),
    Style(width=30, terminal=True, color=True),
    Style(width=140, terminal=True),
)


@dataclass(frozen=True)
class Full:
    figures: Record
    blocks: Document

    def record(self) -> Record:
        return self.figures

    def document(self) -> Document:
        return self.blocks


@pytest.mark.parametrize("output", FORMATS.values(), ids=lambda output: output.name)
@pytest.mark.parametrize("style", STYLES)
def test_every_format_gives_every_kind_and_repeats_itself(
    output: Format, style: Style, record: Record, everything: Document
) -> None:
    result = Full(record, everything)
    given = output.render(result, style)
    assert isinstance(given, bytes if output.binary else str)
    assert output.render(result, style) == given
    if isinstance(given, str):
        assert given.endswith("\n")
        assert not given.endswith("\n\n")
        given.encode()


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
    result_of: Callable[[Document], Full], everything: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    style = Style(width=80, color=True)
    drawn = FORMATS["table"].render(result_of(everything), style)
    for name, value in {"NO_COLOR": "1", "TERM": "dumb", "COLUMNS": "20"}.items():
        monkeypatch.setenv(name, value)
    assert FORMATS["table"].render(result_of(everything), style) == drawn
