"""Rule behaviour as cases: what conditions, scores and segmentations make of cells."""

from pathlib import Path
from typing import Any

import polars as pl
import pytest

from nps.engine.tallying import tally
from nps.results.tally import Tally
from nps.sources.export import Export
from nps.spec.configuration import Configuration
from nps.spec.document import read_document

CASES = Path(__file__).parent.parent / "cases"
WORDS = {"blank": "blank", "not_a_number": "not_a_number", "off_scale": "off_scale"}


def cases(name: str) -> list[Any]:
    path = CASES / f"{name}.yaml"
    document: Any = read_document(path.read_text(encoding="utf-8"), path.name, "cases").mapping
    return [pytest.param(case, id=case["name"]) for case in document["cases"]]


def count(cells: dict[str, list[str | None]], declared: dict[str, Any], *shown: str) -> Tally:
    frame = pl.LazyFrame(cells, schema=dict.fromkeys(cells, pl.String))
    export = Export(
        path="cells.csv",
        format="csv",
        layout="plain",
        frame=frame,
        columns=tuple(cells),
        duplicates=frozenset(),
        notes=(),
    )
    return tally([export], Configuration.model_validate(declared), shown)


@pytest.mark.parametrize("case", cases("conditions"))
def test_condition_selects_rows(case: dict[str, Any]) -> None:
    rows = len(next(iter(case["cells"].values())))
    cells = {
        "score": ["9"] * rows,
        **case["cells"],
        "number": [str(row) for row in range(1, rows + 1)],
    }
    counted = count(
        cells,
        {
            "survey": {
                "score": "score",
                "where": case["condition"],
                "missing": case.get("missing", []),
            },
            "columns": case.get("columns", {}),
            "segments": {"number": "number"},
        },
        "number",
    )

    selected = sorted(int(segment.name) for segment in counted.segmentations[0].segments)
    assert selected == case["rows"]
    assert counted.ledger.filtered_out == rows - len(selected)


@pytest.mark.parametrize("case", cases("scores"))
def test_score_cells_are_told_apart(case: dict[str, Any]) -> None:
    score = {"column": "score", "scale": case.get("scale", "0-10")}
    score |= {"labels": case["labels"]} if "labels" in case else {}
    for cell, expected in case["cells"].items():
        declared = {"survey": {"score": score, "missing": case.get("missing", [])}}
        counted = count({"score": [cell, "5"]}, declared)

        ledger = counted.ledger.record()
        if isinstance(expected, str):
            assert ledger[WORDS[expected]] == 1, cell
        else:
            scores = dict(enumerate(counted.overall.counts, start=counted.lowest))
            scores[5] -= 1
            assert scores[expected] == 1, cell


@pytest.mark.parametrize("case", cases("segments"))
def test_segmentation_gives_segments(case: dict[str, Any]) -> None:
    rows = len(next(iter(case["cells"].values())))
    cells = {"score": ["9"] * rows, **case["cells"]}
    counted = count(
        cells,
        {
            "survey": {"score": "score", **case.get("survey", {})},
            "segments": {**case.get("others", {}), "s": case["segmentation"]},
        },
        "s",
    )

    segmentation = counted.segmentations[0]
    bases = {segment.name: segment.sums.base for segment in segmentation.segments}
    assert bases == case["segments"]
    assert list(bases) == list(case["segments"])
    assert segmentation.unsegmented.base == case.get("none", 0)
    if "notes" in case:
        assert list(counted.notes) == case["notes"]
