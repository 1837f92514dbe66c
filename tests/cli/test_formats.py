"""Every format tells the same figures, for every kind of segmentation."""

import csv
import json
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import polars as pl
import pytest

from nps.engine.segmenting import kind_of
from nps.spec.load import load_configuration

Run = Callable[..., CompletedProcess[str]]
Rows = list[dict[str, Any]]
ROOT = Path(__file__).parent.parent.parent
CONFIGS = ROOT / "configs"
SUFFIXES = {
    "table": "txt", "json": "json", "ndjson": "ndjson", "csv": "csv", "tsv": "tsv",
    "markdown": "md", "parquet": "parquet",
}  # fmt: skip
OVERALL = "overall"
KINDS = {
    "value",
    "map",
    "breaks",
    "quantiles",
    "since",
    "every",
    "rules",
    "overlap",
    "tags",
    "cross",
}


def command_of(config: Path) -> list[str]:
    """The export and the configuration of the command that a configuration's comment gives."""
    text = config.read_text(encoding="utf-8")
    (found,) = re.findall(r"^# nps \w+ (\S+ -c \S+)", text, re.MULTILINE)
    return ["segment", *str(found).split()]


COMMANDS = {config.stem: command_of(config) for config in sorted(CONFIGS.glob("*.yaml"))} | {
    OVERALL: ["segment", "sample_data/responses.csv", "--no-config"]
}


def flat(path: str, value: object) -> Iterator[tuple[str, object]]:
    """The dotted fields of a segment of JSON."""
    match value:
        case dict():
            for key, inner in value.items():
                yield from flat(f"{path}.{key}" if path else key, inner)
        case list() if path == "flags":
            yield path, " ".join(value)
        case list() if path in {"scores", "weighted_scores"}:
            yield from ((f"{path}.{score}", count) for score, count in enumerate(value))
        case list():
            for item in value:
                name = item.pop("name")
                yield from flat(f"{path}.{name}", item)
        case _:
            yield path, value


def rows_of_json(path: Path) -> Rows:
    record = json.loads(path.read_text(encoding="utf-8"))
    segments = [
        {"segmentation": part["name"], **segment}
        for part in record["segmentations"]
        for segment in part["segments"]
    ]
    overall = {"segmentation": None, **record["overall"], "ledger": record["ledger"]}
    return [dict(flat("", row)) for row in (overall, *segments)]


def rows_of_text(path: Path, separator: str) -> Rows:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=separator))


def as_text(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case str():
            return value
        case _:
            return repr(value)


def check_machine_formats(paths: Mapping[str, Path]) -> None:
    """JSON, NDJSON, CSV, TSV and Parquet hold the same figures, to the last digit."""
    rows = rows_of_json(paths["json"])
    lines = paths["ndjson"].read_text(encoding="utf-8").splitlines()
    header, *objects = map(json.loads, lines)
    delimited = rows_of_text(paths["csv"], ",")
    typed = pl.read_parquet(paths["parquet"]).to_dicts()

    assert [dict(flat("", one)) for one in objects] == rows
    assert header["ledger"] == json.loads(paths["json"].read_text(encoding="utf-8"))["ledger"]
    assert rows_of_text(paths["tsv"], "\t") == delimited
    assert len(rows) == len(delimited) == len(typed)
    for row, texts, values in zip(rows, delimited, typed, strict=True):
        assert list(texts) == list(values)
        assert {key: value for key, value in row.items() if value is not None} == {
            key: value for key, value in values.items() if value is not None
        }
        assert texts == {key: as_text(value) for key, value in values.items()}


def check_sums(record: dict[str, Any]) -> None:
    """The ledger, segments, groups and bands of a JSON record add up."""
    ledger, overall = record["ledger"], record["overall"]
    assert ledger.pop("read") == sum(ledger.values())
    assert overall["base"] == ledger["scored"] == sum(overall["scores"])
    for part in record["segmentations"]:
        bases = sum(segment["base"] for segment in part["segments"]) + part["unsegmented"]
        assert (bases == overall["base"]) or not part["partition"]
        for segment in part["segments"]:
            groups = [segment[name]["count"] for name in ("promoters", "passives", "detractors")]
            assert sum(groups) == segment["base"] == sum(segment["scores"])
            assert sum(band["count"] for band in segment["bands"]) == segment["base"]


def check_pages(paths: Mapping[str, Path], rows: Rows) -> None:
    """People read the same figures, rounded."""
    table = paths["table"].read_text(encoding="utf-8")
    markdown = paths["markdown"].read_text(encoding="utf-8").replace("\\", "")
    for row in rows:
        base = f"{row['base']:,}"
        segment = re.escape(row["segment"])
        assert re.search(rf"^ *{segment} +{base}[ *] ", table, re.MULTILINE)
        assert re.search(rf"^\| {segment} \| {base}\*? \| ", markdown, re.MULTILINE)
    headline = f"NPS {rows[0]['nps']:+.0f} "
    assert headline in table
    assert headline in markdown
    for segmentation in {row["segmentation"] for row in rows[1:]}:
        assert f"\n{segmentation}" in table
        assert f"| **{segmentation}" in markdown


@pytest.mark.parametrize("name", COMMANDS)
def test_every_format_tells_the_same(call: Run, tmp_path: Path, name: str) -> None:
    paths = {format_: tmp_path / f"report.{suffix}" for format_, suffix in SUFFIXES.items()}
    for path in paths.values():
        ran = call(*COMMANDS[name], "-q", "-o", str(path), cwd=ROOT)
        assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "")

    rows = rows_of_json(paths["json"])
    assert (name == OVERALL) == (len(rows) == 1)
    check_machine_formats(paths)
    check_sums(json.loads(paths["json"].read_text(encoding="utf-8")))
    check_pages(paths, rows)


def test_the_configurations_show_every_kind_of_segmentation() -> None:
    configurations = [
        load_configuration(path, pattern_problem=lambda _: None).configuration
        for path in sorted(CONFIGS.glob("*.yaml"))
    ]

    kinds = {kind_of(one) for each in configurations for one in each.segments.values()}
    assert kinds == KINDS


@pytest.mark.parametrize("format_name", ["table", "parquet"])
def test_the_same_input_gives_the_same_bytes(call: Run, tmp_path: Path, format_name: str) -> None:
    for name in ("one", "other"):
        call(*COMMANDS["b2b"], "-f", format_name, "-o", str(tmp_path / name), cwd=ROOT)

    assert (tmp_path / "one").read_bytes() == (tmp_path / "other").read_bytes()
