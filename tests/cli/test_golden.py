"""The command's figures are those of R, over data whose segments overlap."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest
from tests.stats.rows import CLOSE, GOLDEN

Ran = CompletedProcess[str]
Run = Callable[..., Ran]
Record = dict[str, Any]
DATA = Path(__file__).parent.parent / "golden" / "data"
SETS: dict[str, Record] = GOLDEN["weighted"]
TERM = re.compile(r'(\w+) (==|<|>=|>) ("?)([^"]+)\3')
OPERATORS = {"==": "eq", "<": "lt", ">": "gt", ">=": "gte"}
GROUPS = {"promoters": "pro", "passives": "pas", "detractors": "det"}


def condition_of(predicate: str) -> Record:
    """A predicate of R as a condition: comparisons joined by `&`, and these by `|`."""
    choices = [list(map(test_of, choice.split(" & "))) for choice in predicate.split(" | ")]
    return {"any": [{"all": tests} for tests in choices]}


def test_of(comparison: str) -> Record:
    found = TERM.fullmatch(comparison)
    assert found, comparison
    column, operator, quote, value = found.groups()
    return {column: {OPERATORS[operator]: value if quote else float(value)}}


test_of.__test__ = False  # type: ignore[attr-defined]  # a reading of R, no test of its own


@pytest.fixture
def segmented(call: Run, tmp_path: Path) -> Callable[..., dict[str, Record]]:
    """Run the command on a data set; give the records of its segments, and of all as overall."""

    def segment(name: str, **survey: str) -> dict[str, Record]:
        golden = SETS[name]
        rules = {key: condition_of(one["predicate_R"]) for key, one in golden["segments"].items()}
        declared = {
            "survey": {"score": "score", **survey},
            "segments": {"golden": {"overlap": True, "rules": rules}},
        }
        # NOTE: JSON is YAML too.
        (tmp_path / "golden.yaml").write_text(json.dumps(declared), encoding="utf-8")
        ran = call("segment", str(DATA / golden["file"]), "-c", "golden.yaml", "-f", "json", "-q")
        assert ran.returncode == 0, ran.stderr
        record = json.loads(ran.stdout)
        (segmentation,) = record["segmentations"]
        segments = {one["segment"]: one for one in segmentation["segments"]}
        assert list(segments) == list(golden["segments"])
        return {"overall": record["overall"], **segments}

    return segment


def expected_of(name: str) -> dict[str, Record]:
    return {"overall": SETS[name]["overall"], **SETS[name]["segments"]}


def close(value: float) -> Any:  # noqa: ANN401  # of pytest
    return pytest.approx(value, abs=CLOSE, rel=0)


def check_counts(record: Record, golden: Record) -> None:
    assert record["base"] == golden["n"]
    if golden["n"]:
        assert record["scores"] == golden["unweighted_counts"]
        for group, short in GROUPS.items():
            assert record[group]["count"] == golden["unweighted"][short]


def check_nobody(record: Record) -> None:
    assert (record["base"], record["nps"], record["standard_error"]) == (0, None, None)
    assert not any(record["scores"])


@pytest.mark.parametrize("name", SETS)
def test_weighted_figures(segmented: Callable[..., dict[str, Record]], name: str) -> None:
    clustered = {"respondent": "customer"} if name == "clustered" else {}
    found = segmented(name, weight="w", **clustered)

    for key, golden in expected_of(name).items():
        record = found[key]
        check_counts(record, golden)
        if not golden["n"]:
            check_nobody(record)
            assert record["effective_base"] is record["design_effect"] is None
            continue
        assert record["nps"] == close(golden["domain"]["nps"])
        assert record["standard_error"] == close(golden["domain"]["se"])
        assert record["effective_base"] == close(golden["kish"]["n_eff"])
        assert record["design_effect"] == close(golden["kish"]["deff_kish"])
        assert record["weighted_scores"] == close(golden["weighted_counts"])
        assert sum(record["weighted_scores"]) == close(golden["sum_w"])
        for group, short in GROUPS.items():
            assert 100 * record[group]["share"] == close(golden["share"][short]["pct"])


@pytest.mark.parametrize("name", SETS)
def test_unweighted_figures(segmented: Callable[..., dict[str, Record]], name: str) -> None:
    found = segmented(name)

    for key, golden in expected_of(name).items():
        record = found[key]
        check_counts(record, golden)
        assert not {"effective_base", "design_effect", "weighted_scores"} & record.keys()
        if not golden["n"]:
            check_nobody(record)
            continue
        assert record["nps"] == close(golden["unweighted"]["nps"])
        assert record["standard_error"] == close(golden["unweighted"]["se_n"])


@pytest.mark.parametrize("role", ["respondent", "account"])
def test_accounts_and_respondents_are_clusters_alike(
    segmented: Callable[..., dict[str, Record]], role: str
) -> None:
    found = segmented("clustered", weight="w", **{role: "customer"})

    for key, golden in expected_of("clustered").items():
        assert found[key]["standard_error"] == close(golden["domain"]["se"])


def test_a_respondent_who_never_answers_twice_changes_nothing(
    segmented: Callable[..., dict[str, Record]],
) -> None:
    assert segmented("basic", weight="w", respondent="resp_id") == segmented("basic", weight="w")


def test_weights_and_clusters_of_options_are_those_of_the_configuration(
    segmented: Callable[..., dict[str, Record]], run: Run
) -> None:
    by_file = segmented("clustered", weight="w", account="customer")
    options = ("--score", "score", "--weight", "w", "--account", "customer", "--by", "seg")

    ran = run("segment", str(DATA / "clustered.csv"), "--no-config", "-f", "json", *options)

    assert ran.returncode == 0, ran.stderr
    record = json.loads(ran.stdout)
    assert record["overall"] == by_file["overall"]
    alike = ("base", "nps", "standard_error", "interval", "effective_base", "weighted_scores")
    for one in record["segmentations"][0]["segments"]:
        assert {key: one[key] for key in alike} == {
            key: by_file[one["segment"]][key] for key in alike
        }


@pytest.mark.parametrize("weight", [{}, {"weight": "w"}], ids=["unweighted", "weighted"])
def test_order_and_a_split_of_the_rows_change_no_byte(
    call: Run, tmp_path: Path, weight: dict[str, str]
) -> None:
    header, *lines = (DATA / "clustered.csv").read_text(encoding="utf-8").splitlines()
    options = ["--no-config", "--score", "score", "--by", "seg", "--account", "customer"]
    options += ["--weight", "w"] if weight else []
    orders = {
        "one.csv": [lines],
        "back.csv": [lines[::-1]],
        "first.csv": [lines[::2], lines[1::2]],
    }
    shown = set()
    for name, parts in orders.items():
        paths = [f"{at}-{name}" for at in range(len(parts))]
        for path, part in zip(paths, parts, strict=True):
            (tmp_path / path).write_text("\n".join([header, *part]) + "\n", encoding="utf-8")
        for _ in range(2):
            ran = call("segment", *paths, *options, "-f", "csv", "-q")
            assert ran.returncode == 0, ran.stderr
            shown.add(ran.stdout)
    assert len(shown) == 1
    assert next(iter(shown)).count("\n") == 5
