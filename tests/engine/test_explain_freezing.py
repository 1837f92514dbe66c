"""A frozen segmentation gives the same segments with the same figures."""

from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nps.cli.joining import joined_exports, with_joins
from nps.cli.messages import Messages
from nps.engine.collect import collect
from nps.engine.conditions import pattern_problem
from nps.engine.freezing import freeze
from nps.engine.tallying import tally
from nps.results.tally import SegmentationTally
from nps.sources.export import Export
from nps.sources.exports import open_exports
from nps.spec.configuration import Configuration
from nps.spec.dump import dump, plain
from nps.spec.load import load_configuration, parse_configuration

ROOT = Path(__file__).parent.parent.parent
CONFIGS = sorted((ROOT / "configs").glob("*.yaml"))
SAMPLES = {
    "touchpoints.yaml": "touchpoints.csv", "weighted.yaml": "panel.csv",
    "response_rate.yaml": "vendors/invited_answers.csv",
}  # fmt: skip
CELL = st.one_of(
    st.sampled_from(
        ["1.10", "007", "1", "1.0", "NO", "true", "TRUE", "null", "~", "(blank)", "Other", "- a",
         "a: b", "#x", "2026-01-01", "0x1F", "'", '"', "\\", "é\u2028", "a\tb", "=", "<<", "!x",
         "*a", "&a", "{", "[", "%", "@", "`", ",", "?", "1e3", ".5", ".nan", "-.inf", "1_000",
         "12:30:00", "\x7f", "\ufeffx", "\U0001f600", None, "", " "]
    ),
    st.text(max_size=5),
)  # fmt: skip


def export(cells: dict[str, Any], schema: dict[str, Any] | None = None) -> Export:
    frame = pl.LazyFrame(cells, schema=schema or dict.fromkeys(cells, pl.String))
    return Export(
        path="a.csv",
        format="csv",
        layout="plain",
        frame=frame,
        columns=tuple(cells),
        duplicates=frozenset(),
        notes=(),
    )


def configuration(segments: dict[str, Any]) -> Configuration:
    return Configuration.model_validate({"survey": {"score": "score"}, "segments": segments})


def thawed(frozen: str, declared: Configuration) -> Configuration:
    """The configuration with its segmentations pasted in."""
    pasted = parse_configuration(
        plain_text(declared) + frozen, "frozen.yaml", pattern_problem=pattern_problem
    )
    return pasted.configuration


def plain_text(declared: Configuration) -> str:
    return dump({"survey": plain(declared.survey)})


def frozen_text(one: Export, declared: Configuration, *shown: str) -> str:
    segments = freeze([one], declared, shown).segments
    return dump({"segments": {name: plain(part) for name, part in segments.items()}})


def figures(segmentations: tuple[SegmentationTally, ...]) -> list[Any]:
    return [
        (
            one.name,
            one.unsegmented,
            one.partition,
            # A cell may read `(blank)`: frozen, it is no leftover, and stands elsewhere.
            {segment.name: (segment.sums, segment.rest) for segment in one.segments},
        )
        for one in segmentations
    ]


@pytest.mark.parametrize("path", CONFIGS, ids=lambda path: path.name)
def test_samples_are_the_same_when_frozen(path: Path) -> None:
    loaded = load_configuration(path, pattern_problem=pattern_problem).configuration
    sample = ROOT / "sample_data" / SAMPLES.get(path.name, "responses.csv")
    shown = tuple(loaded.segments)
    with (
        open_exports([str(sample)], collect=collect) as (alone,),
        joined_exports(with_joins(loaded, path.parent, ()), {alone.path: alone}, Messages()) as (
            declared,
            joined,
        ),
    ):
        exports = list(joined.values())
        frozen = freeze(exports, declared, shown)
        text = dump({"segments": {name: plain(one) for name, one in frozen.segments.items()}})
        rest = plain(declared) | {"segments": None}
        del rest["segments"]
        pasted = parse_configuration(dump(rest) + text, "x", pattern_problem=pattern_problem)
        before = tally(exports, declared, shown).segmentations
        after = tally(exports, pasted.configuration, shown).segmentations
    assert frozen.kept == {}
    assert figures(after) == figures(before)
    assert not {"value", "quantiles"} & {one.kind for one in after}


@settings(deadline=None, max_examples=150)
@given(
    rows=st.lists(st.tuples(CELL, st.sampled_from(["0", "7", "9", "x"])), min_size=1),
    segmentation=st.sampled_from(
        [
            {"column": "cell"},
            {"column": "cell", "top": 1},
            {"column": "cell", "top": 2, "other": "Rest"},
            {"column": "cell", "quantiles": 2},
            {"tags": "cell"},
            {"tags": "cell", "split": ","},
        ]
    ),
)
def test_any_values_are_the_same_when_frozen(
    rows: list[tuple[str | None, str]], segmentation: dict[str, Any]
) -> None:
    rows = [*rows, ("10", "9"), ("20", "3")]
    one = export({"cell": [cell for cell, _ in rows], "score": [score for _, score in rows]})
    declared = configuration({"s": segmentation})
    text = frozen_text(one, declared, "s")

    before = tally([one], declared, ["s"]).segmentations
    after = tally([one], thawed(text, declared), ["s"]).segmentations
    assert figures(after) == figures(before)


@settings(deadline=None)
@given(
    numbers=st.lists(st.floats(allow_nan=False) | st.integers(0, 3).map(float), min_size=1),
    quantiles=st.integers(2, 6),
)
def test_cut_points_are_exact(numbers: list[float], quantiles: int) -> None:
    one = export(
        {"x": [*numbers, 1.0], "score": [9] * (len(numbers) + 1)},
        {"x": pl.Float64, "score": pl.Int64},
    )
    declared = configuration({"s": {"column": "x", "quantiles": quantiles}})
    text = frozen_text(one, declared, "s")

    before = tally([one], declared, ["s"]).segmentations
    after = tally([one], thawed(text, declared), ["s"]).segmentations
    assert figures(after) == figures(before)


def test_what_the_data_decides_is_written_out() -> None:
    one = export(
        {
            "plan": ["free", "team", "team", None, "1.10", "new"],
            "mrr": ["1", "2", "3", "4.5", None, "9"],
            "tags": ["a;B", "b", None, "b", "", "c"],
            "score": ["9", "9", "9", "3", "7", "x"],
        }
    )
    declared = configuration(
        {
            "plan": "plan",
            "top": {"column": "plan", "top": 1},
            "mrr": {"column": "mrr", "quantiles": 2},
            "tags": {"tags": "tags"},
            "size": {"column": "mrr", "breaks": [3]},
            "both": {"cross": ["plan", "mrr"]},
        }
    )
    shown = ["top", "tags", "size", "both"]
    assert frozen_text(one, declared, *shown) == (
        "segments:\n"
        "  top:\n    column: plan\n    map:\n      team:\n      - team\n    other: Other\n"
        "  tags:\n    tags: tags\n    groups:\n      b:\n      - b\n      a:\n      - a\n"
        "  size:\n    column: mrr\n    breaks:\n    - 3\n"
        "  both:\n    cross:\n    - plan\n    - mrr\n"
        "  plan:\n    column: plan\n    map:\n      team:\n      - team\n"
        "      '1.10':\n      - '1.10'\n      free:\n      - free\n"
        "  mrr:\n    column: mrr\n    breaks:\n    - 3\n    labels:\n"
        "    - lowest half\n    - highest half\n"
    )


@pytest.mark.parametrize(
    ("segmentation", "reason"),
    [
        ({"column": "empty"}, "there are no values to list"),
        ({"tags": "empty"}, "there are no values to list"),
        ({"column": "same", "quantiles": 4}, "equal values leave nothing to cut"),
        ({"column": "id"}, "there are more than 10,000 values to list"),
    ],
)
def test_what_cannot_be_written_out_stays_as_declared(
    segmentation: dict[str, Any], reason: str
) -> None:
    many = 10_001
    cells: dict[str, Any] = {
        "empty": [""] * many,
        "same": ["5"] * many,
        "id": [str(index) for index in range(many)],
        "score": ["9"] * many,
    }
    declared = Configuration.model_validate(
        {
            "survey": {"score": "score"},
            "segments": {"s": segmentation},
        }
    )
    frozen = freeze([export(cells)], declared, ["s"])
    assert frozen.segments == declared.segments
    assert frozen.kept == {"s": reason}


def test_many_values_stay_quick() -> None:
    rows = 5_000
    one = export({"id": [f"C{index}" for index in range(rows)], "score": ["9"] * rows})
    declared = configuration({"id": "id"})
    frozen = thawed(frozen_text(one, declared, "id"), declared)
    assert figures(tally([one], frozen, ["id"]).segmentations) == figures(
        tally([one], declared, ["id"]).segmentations
    )
