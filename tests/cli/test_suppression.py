"""What is suppressed is in no output, and cannot be worked out from what is."""

import csv
import io
import json
import re
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from itertools import cycle, islice
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import polars as pl
import pytest

from nps.render.registry import FORMATS

Run = Callable[..., CompletedProcess[str]]
Output = Callable[..., tuple[bytes, str]]
Name = tuple[str, str]
"""Segmentation and segment; segment is NONE for the unsegmented, both for all responses."""
Row = dict[str, Any]
Sum = dict[Name, Fraction]
"""Factors of numbers; what the sum comes to stands under ALL."""

NONE = ""
ALL = NONE, NONE
BELOW = 1_000
BASES = {
    ("Free", "EMEA"): 3_211, ("Free", "APAC"): 2_873, ("Free", "AMER"): 1_993,
    ("Business", "EMEA"): 2_549, ("Business", "APAC"): 1_733, ("Business", "AMER"): 1_693,
    ("Team", "EMEA"): 1_409, ("Team", "APAC"): 1_327, ("Team", "AMER"): 1_619,
    ("Pro", "EMEA"): 463, ("Pro", "APAC"): 389, ("Pro", "LATAM"): 127,
    ("Free", "AFR"): 211,
}  # fmt: skip
"""Responses by plan and region."""
CONFIG = """version: 1
survey: {score: score}
segments:
  plan: plan
  region: {column: region, map: {EMEA: [EMEA], APAC: [APAC], AMER: [AMER], AFR: [AFR]}}
  cross: {cross: [plan, region]}
"""
CASES = {"by": ("--no-config", "--by", "plan,region,plan*region"), "config": ("-c", "plans.yaml")}
SUPPRESS = ("--suppress-below", str(BELOW))
MACHINE = ("json", "ndjson", "csv", "tsv", "parquet")
FIGURES = ("base", "promoters.count", "passives.count", "detractors.count", "scores.0", "scores.10")
"""Figures that add up."""
NUMBER = re.compile(r"(?<![\w.])-?\d[\d,]*(?:\.\d+)?(?:e[-+]?\d+)?(?![\w.])")


def scores(at: int, base: int) -> Iterator[int]:
    """Scores of a base, in proportions that differ from base to base."""
    pattern = [(at + 3 * step * step) % 11 for step in range(7 + at)]
    return islice(cycle(pattern), base)


@pytest.fixture
def survey(folder: Path) -> Path:
    with (folder / "plans.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["score", "plan", "region", "weight", "company"])
        for at, ((plan, region), base) in enumerate(BASES.items()):
            rows.writerows(
                [score, plan, region, 1 + index % 3, f"{plan}{index % 400}"]
                for index, score in enumerate(scores(at, base))
            )
    (folder / "plans.yaml").write_text(CONFIG, encoding="utf-8")
    return folder


@pytest.fixture
def output(call: Run, survey: Path) -> Output:
    """What a command writes in a format, and says on standard error."""

    def run(command: str, output_format: str, *options: str) -> tuple[bytes, str]:
        target = survey / f"out.{output_format}"
        ran = call(
            command, "plans.csv", "-f", output_format, "-o", target.name, "-v", *options, cwd=survey
        )
        assert ran.returncode == 0, ran.stderr
        return target.read_bytes(), ran.stderr

    return run


def flat(value: object, path: str = "") -> Iterator[tuple[str, object]]:
    """Dotted fields, without those that are null."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from flat(inner, f"{path}.{key}" if path else key)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from flat(inner, f"{path}.{index}")
    elif value not in (None, ""):
        yield path, value


def read(written: bytes, output_format: str) -> dict[Name, Row]:
    """The rows of a machine format, and of the unsegmented where their number is told."""
    parts: list[Row] = []
    match output_format:
        case "json":
            record = json.loads(written)
            parts, found = record["segmentations"], [record["overall"]]
            for part in parts:
                found += ({"segmentation": part["name"], **one} for one in part["segments"])
        case "ndjson":
            header, *found = map(json.loads, written.decode().splitlines())
            parts = header["segmentations"]
        case "parquet":
            found = pl.read_parquet(written).to_dicts()
        case _:
            separator = "\t" if output_format == "tsv" else ","
            texts = csv.DictReader(io.StringIO(written.decode()), delimiter=separator)
            found = [{key: plain(text) for key, text in row.items()} for row in texts]
    rows = [((one.get("segmentation") or NONE, one["segment"]), dict(flat(one))) for one in found]
    none = {(part["name"], NONE): dict(flat({"base": part["unsegmented"]})) for part in parts}
    return {ALL: rows[0][1]} | dict(rows[1:]) | none


def plain(text: str) -> object:
    try:
        return float(text)
    except ValueError:
        return text


def is_suppressed(row: Row) -> bool:
    return any("suppressed" in str(value) for key, value in row.items() if key.startswith("flags"))


def numbers(text: str) -> set[float]:
    return {float(found.replace(",", "")) for found in NUMBER.findall(text)}


def as_text(written: bytes, output_format: str) -> str:
    """What is written, without commas between numbers."""
    if output_format == "parquet":
        return pl.read_parquet(written).write_csv(separator=";")
    text = written.decode()
    return text.replace(",", ";") if output_format == "csv" else text


def worked_out(known: Mapping[Name, float], names: set[Name]) -> list[Name]:
    """Whatever follows from the numbers that are known and the sums that there are.

    NOTE: How many of a plan are of no region is told nowhere, but is taken as known; so the number
    of all that are is left out of what is found.
    """
    lines = [
        (
            one,
            [other for other in names if one[1] in other[1].split(" × ") and other[0] not in AXES],
        )
        for one in names
        if one[0] in AXES and one[1]
    ]
    totals = [
        (ALL, [one for one in names if one[0] == segmentation])
        for segmentation in {segmentation for segmentation, _ in names - {ALL}}
    ]
    done: dict[Name, Sum] = {}
    for whole, parts in [*lines, *totals]:
        row = {one: Fraction(1) for one in (whole, *parts) if one not in known}
        row |= {one: -part for one, part in row.items() if one == whole}
        for at, other in done.items():
            row = without(row, at, other)
        if row:
            pivot = min(row)
            row = {one: part / row[pivot] for one, part in row.items()}
            done = {at: without(other, pivot, row) for at, other in done.items()} | {pivot: row}
    return [at for at, row in done.items() if len(row) == 1 and at[1] != NONE]


AXES = ("plan", "region")


def without(row: Sum, at: Name, other: Sum) -> Sum:
    """Subtract as much of another sum as leaves no `at`."""
    factor = row.get(at, Fraction(0))
    parts = {one: row.get(one, 0) - factor * other.get(one, 0) for one in row | other}
    return {one: part for one, part in parts.items() if part}


@pytest.mark.parametrize("options", CASES.values(), ids=CASES)
@pytest.mark.parametrize("extra", [(), ("--weight", "weight"), ("--account", "company")])
def test_nothing_suppressed_can_be_worked_out_from_all_formats_together(
    output: Output, options: tuple[str, ...], extra: tuple[str, ...]
) -> None:
    truth = read(output("segment", "json", *options, *extra)[0], "json")
    small = {name for name, row in truth.items() if name[1] and row["base"] < BELOW}
    assert ("plan", "Pro") in small
    seen: dict[Name, Row] = {}
    for output_format in MACHINE:
        written, _ = output("segment", output_format, *options, *extra, *SUPPRESS)
        rows = read(written, output_format)
        assert small < {name for name, row in rows.items() if is_suppressed(row)}
        for name, row in rows.items():
            seen.setdefault(name, {}).update(row)
    figures = (*FIGURES, "weighted_scores.9") if "--weight" in extra else FIGURES
    for figure in figures:
        names = {name for name, row in truth.items() if row["base"]}
        shown = {name: row[figure] for name, row in seen.items() if figure in row}
        assert shown == {name: truth[name][figure] for name in shown}
        assert small < names - shown.keys()
        assert worked_out(shown, names) == []
        assert worked_out(dict.fromkeys(names - small, 0), names) != []


@pytest.mark.parametrize("output_format", MACHINE)
@pytest.mark.parametrize("options", CASES.values(), ids=CASES)
def test_a_suppressed_segment_has_its_name_and_the_flag_only(
    output: Output, output_format: str, options: tuple[str, ...]
) -> None:
    written, _ = output("segment", output_format, *options, *SUPPRESS)
    hidden = [row for row in read(written, output_format).values() if is_suppressed(row)]
    assert len(hidden) >= 8
    for row in hidden:
        told = {key.removesuffix(".0") for key in row}
        assert told == {"segmentation", "segment", "flags"}


@pytest.mark.parametrize("output_format", FORMATS)
@pytest.mark.parametrize(
    ("command", "extra"),
    [
        ("segment", ()),
        ("segment", ("--bands",)),
        ("segment", ("--weight", "weight")),
        ("segment", ("--account", "company")),
        ("power", ()),
    ],
)
def test_no_number_of_a_suppressed_segment_is_in_any_output(
    output: Output, command: str, extra: tuple[str, ...], output_format: str
) -> None:
    options = (*CASES["config"], *extra)
    truth = read(output(command, "json", *options)[0], "json")
    shown = read(output(command, "json", *options, *SUPPRESS)[0], "json")
    hidden = [name for name in truth if is_suppressed(shown[name]) or not shown[name]]
    assert ("region", NONE) in hidden
    secrets = {
        float(value)
        for name in hidden
        for key, value in truth[name].items()
        # NOTE: The adjusted p of one segment may be raised to that of another.
        if key == "base"
        or (isinstance(value, float) and len(repr(value)) > 9 and "p_adjusted" not in key)
    }
    written, said = output(command, output_format, *options)
    assert secrets & numbers(as_text(written, output_format))
    written, said = output(command, output_format, *options, *SUPPRESS)
    found = numbers(as_text(written, output_format)) | numbers(said)
    assert float(BELOW) in found or output_format in {"csv", "tsv", "parquet"}
    assert secrets & found == set()


@pytest.mark.parametrize("sort", ["nps", "base", "name", "impact"])
def test_suppressed_segments_stand_last_by_name_so_that_their_place_tells_nothing(
    output: Output, sort: str
) -> None:
    written, _ = output("segment", "json", *CASES["by"], *SUPPRESS, "--sort", sort)
    for part in json.loads(written)["segmentations"]:
        flags = ["suppressed" in one["flags"] for one in part["segments"]]
        names = [one["segment"] for one in part["segments"]]
        assert any(flags)
        assert flags == sorted(flags)
        assert names[flags.index(True) :] == sorted(names[flags.index(True) :])


def test_tests_of_the_others_do_not_depend_on_suppressed_segments(
    output: Output, survey: Path
) -> None:
    options = ("--no-config", "--by", "plan", *SUPPRESS)
    before = read(output("segment", "json", *options)[0], "json")
    text = (survey / "plans.csv").read_text(encoding="utf-8")
    swapped = re.sub(
        r",(Pro|Team),", lambda found: ",Team," if found[1] == "Pro" else ",Pro,", text
    )
    (survey / "plans.csv").write_text(swapped, encoding="utf-8")
    assert read(output("segment", "json", *options)[0], "json") == before


@pytest.mark.parametrize("output_format", FORMATS)
def test_no_figure_is_shown_where_all_responses_are_few(output: Output, output_format: str) -> None:
    suppress = ("--suppress-below", str(sum(BASES.values()) + 1))
    written, _ = output("segment", output_format, *CASES["by"], *suppress)
    if output_format in MACHINE:
        rows = read(written, output_format)
        told = [row for name, row in rows.items() if name == ALL or name[1] != NONE]
        assert all(is_suppressed(row) for row in told)
        assert {key.partition(".")[0] for row in told for key in row} <= {
            "segmentation", "segment", "flags", "ledger",
        }  # fmt: skip
    else:
        text = written.decode()
        assert "Too few answers to show any figure." in text
        for line in text.splitlines():
            if any(name in line for name in ("All responses", "Free", "Pro", "EMEA")):
                assert not re.search(r"\d", line)


def test_notes_do_not_count_the_cells_that_make_a_suppressed_segment(
    folder: Path, run: Run
) -> None:
    rows = ["10,5"] * 40 + ["7,50"] * 40 + ["3,many"] * 17
    (folder / "staff.csv").write_text("\n".join(["score,staff", *rows]) + "\n", encoding="utf-8")
    command = ("segment", "staff.csv", "--by", "staff:10", "--no-config")
    note = "of column 'staff' are no numbers and counted as missing"
    assert f"17 cells {note}" in run(*command).stdout
    suppressed = run(*command, "--suppress-below", "20").stdout
    assert f"some cells {note}" in suppressed
    assert not re.search(r"\b17\b", suppressed)
