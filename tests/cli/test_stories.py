"""The sample data tells its stories through the configurations that are ready to run."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest

Run = Callable[..., CompletedProcess[str]]
ROOT = Path(__file__).parent.parent.parent
CONFIGS = ROOT / "configs"
Figures = dict[str, dict[str, float]]
BLOCKS = re.findall(
    r"^```yaml\n(.*?)^```$",
    (CONFIGS / "README.md").read_text(encoding="utf-8"),
    re.MULTILINE | re.DOTALL,
)


def figures(ran: CompletedProcess[str]) -> tuple[float, Figures]:
    """NPS overall, and by segmentation and segment."""
    assert ran.returncode == 0, ran.stderr
    record: dict[str, Any] = json.loads(ran.stdout)
    by_name = {
        part["name"]: {segment["segment"]: segment["nps"] for segment in part["segments"]}
        for part in record["segmentations"]
    }
    return record["overall"]["nps"], by_name


@pytest.fixture(scope="module")
def saas(run_in: Run) -> tuple[float, Figures]:
    arguments = ["segment", "sample_data/responses.csv", "-c", "configs/saas.yaml", "-f", "json"]
    return figures(run_in(*arguments, cwd=ROOT))


def test_one_headline_hides_honeymoon_and_routine(saas: tuple[float, Figures]) -> None:
    headline, by = saas
    ages = by["account_age"]
    newest = ("under 30 days", "30 to under 90 days")

    assert all(65 < ages[age] < 80 for age in newest)
    assert 15 < ages["3 years and over"] < 25
    assert ages["3 years and over"] + 10 < headline < min(ages[age] for age in newest) - 10


def test_free_users_are_the_happiest(saas: tuple[float, Figures]) -> None:
    plans = saas[1]["plan"]
    assert plans["Free"] > max(nps for plan, nps in plans.items() if plan != "Free") + 10


def test_administrators_are_less_happy_than_users(saas: tuple[float, Figures]) -> None:
    personas = saas[1]["persona"]
    assert personas["Administrators"] < personas["Users"] - 10


def test_the_invoice_drags(call: Run) -> None:
    arguments = ["segment", "sample_data/touchpoints.csv", "-c", "configs/touchpoints.yaml"]
    headline, by = figures(call(*arguments, "-f", "json", cwd=ROOT))
    touchpoints = by["touchpoint"]

    assert min(touchpoints, key=touchpoints.__getitem__) == "Invoice"
    assert touchpoints["Invoice"] < 0 < headline


@pytest.mark.parametrize("block", BLOCKS, ids=range(len(BLOCKS)))
def test_every_example_of_the_reference_is_valid_and_runs(
    call: Run, folder: Path, block: str
) -> None:
    # What an example joins stands beside the folder that the reference is in.
    text = block.replace("../sample_data/", f"{ROOT}/sample_data/")
    (folder / "example.yaml").write_text(text, encoding="utf-8")
    export = str(ROOT / "sample_data" / "responses.csv")

    validated = call("validate", "example.yaml")
    ran = call("segment", export, "-c", "example.yaml", "-f", "json", "-q")

    assert (validated.returncode, validated.stderr) == (0, "example.yaml: valid\n")
    _, by = figures(ran)
    assert all(by.values())


def test_the_reference_has_examples() -> None:
    assert len(BLOCKS) > 20


def test_what_the_reference_says_of_errors_is_what_is_said(call: Run, folder: Path) -> None:
    text = (CONFIGS / "README.md").read_text(encoding="utf-8").partition("\n## Errors\n")[2]
    _, config, said = re.findall(r"^```text\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    (folder / "nps.yaml").write_text(config, encoding="utf-8")

    ran = call("validate", "nps.yaml")

    assert (ran.returncode, ran.stderr) == (2, f"nps: error: {said}")
