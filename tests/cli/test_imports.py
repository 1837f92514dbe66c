"""Nothing is imported that a command does not need: what is loaded when it ends."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from subprocess import CompletedProcess

import pytest

Run = Callable[..., CompletedProcess[str]]
Loaded = Callable[..., set[str]]

TELLING = """
import os, sys
leave = os._exit
def tell(code):
    sys.stdout.flush()
    sys.stderr.write("\\n".join(["", "LOADED", *sys.modules]))
    sys.stderr.flush()
    leave(code)
os._exit = tell
"""
NPS = "from nps.__main__ import run\nrun()\n"
OUTSIDE = {"polars", "pydantic", "rich", "typer", "yaml"}
COMMANDS = {
    "segment",
    "trend",
    "diff",
    "power",
    "init",
    "explain",
    "validate",
    "schema",
    "tally",
    "formats",
}

CONFIGURATION = "version: 1\nsurvey: {score: score}\nsegments: {plan: plan}\n"
YEAR = ("--before", "2025", "--after", "2026", "--date", "day")
RUNS = {
    "segment": ("segment", "export.csv", "-c", "nps.yaml"),
    "trend": ("trend", "export.csv", "-c", "nps.yaml", "--date", "day"),
    "diff": ("diff", "export.csv", "-c", "nps.yaml", *YEAR),
    "power": ("power", "export.csv", "-c", "nps.yaml"),
    "explain": ("explain", "export.csv", "-c", "nps.yaml"),
    "init": ("init", "export.csv", "-o", "-"),
}

ROOMS = ("analyses", "stats")
"""Those of which each command has its own part."""
ALLOWED = {
    "segment": {
        "analyses.against_rest", "analyses.benchmarks", "analyses.false_discovery",
        "analyses.figures", "analyses.segment", "analyses.showing", "analyses.sorting",
        "analyses.suppress", "analyses.uncounted",
        "stats.comparisons", "stats.groups", "stats.intervals", "stats.samples",
    },
    "trend": {
        "analyses.changes", "analyses.false_discovery", "analyses.figures", "analyses.series",
        "analyses.trend", "analyses.uncounted",
        "stats.comparisons", "stats.groups", "stats.intervals", "stats.samples",
    },
    "diff": {
        "analyses.changes", "analyses.diff", "analyses.diff_ranking",
        "analyses.diff_respondents", "analyses.diff_sides", "analyses.diff_split",
        "analyses.false_discovery", "analyses.figures", "analyses.uncounted", "analyses.verdict",
        "stats.comparisons", "stats.flows", "stats.groups", "stats.influences",
        "stats.intervals", "stats.pairs", "stats.samples", "stats.shifts", "stats.splits",
    },
    "power": {
        "analyses.figures", "analyses.power", "analyses.showing", "analyses.sorting",
        "analyses.suppress", "analyses.uncounted",
        "stats.comparisons", "stats.groups", "stats.intervals", "stats.power", "stats.samples",
    },
    "explain": {"analyses.explain"},
    "init": {
        "analyses.ages", "analyses.appeal", "analyses.round_breaks", "analyses.stages",
        "analyses.starter", "analyses.starter_segments", "analyses.starter_survey",
        "analyses.suggest",
    },
}  # fmt: skip

ALWAYS = {"printable", "registry", "style"}
RENDERERS = {
    "table": {"bars", "figures", "folding", "grid", "layout", "line", "sparks", "table"},
    "markdown": {"bars", "figures", "layout", "markdown", "sparks"},
    "json": {"flattening", "json", "rows"},
    "ndjson": {"flattening", "json", "rows"},
    "csv": {"delimited", "flattening", "rows"},
    "tsv": {"delimited", "flattening", "rows"},
    "parquet": {"flattening", "parquet", "rows"},
}
SHOWN_TO_PEOPLE = {
    "band_columns", "columns", "headline", "legends", "pages", "row_groups", "segment_table",
}  # fmt: skip
FIGURES = {
    "benchmark", "blocks", "figures", "interval", "ledger", "place", "profile", "provenance",
    "result", "segments", "shares", "subject", "sums", "tally", "turnout",
    "vendor",
}  # fmt: skip

SELDOM = {
    "engine.contrasting": "two segments against each other",
    "engine.freezing": "segmentations written out",
    "engine.invite_notes": "who was asked",
    "engine.inviting": "who was asked",
    "engine.poststratifying": "answers weighted back to those who were asked",
    "analyses.turnouts": "who was asked",
    "stats.chi_squares": "who was asked",
    "engine.inspecting": "what became of a row",
    "engine.placing": "what became of a row",
    "engine.profile": "which columns are worth segments",
    "engine.rejecting": "scores that were not counted",
    "engine.selecting": "what became of a row",
    "spec.commented": "a configuration that is written",
    "spec.dump": "a configuration that is written",
    "spec.dumper": "a configuration that is written",
    "spec.schema": "what editors are told",
}
"""Modules that a plain `nps segment` can do without, and what they are for."""


@pytest.fixture(scope="module")
def loaded(run_in: Run, tmp_path_factory: pytest.TempPathFactory) -> Loaded:
    """Give the names of all modules that are loaded when a run ends well."""
    folder = tmp_path_factory.mktemp("imports")
    (folder / "nps.yaml").write_text(CONFIGURATION, encoding="utf-8")
    rows = [f"{score},{plan},{year}-03-0{day}" for year in (2025, 2026) for day in range(1, 9)
            for score, plan in ((10, "Free"), (3, "Pro"), (8, "Free"), (9, "Pro"))]  # fmt: skip
    (folder / "export.csv").write_text("\n".join(["score,plan,day", *rows]), encoding="utf-8")

    @cache
    def load(*arguments: str, script: str = NPS) -> set[str]:
        ran = run_in(*arguments, cwd=folder, script=f"{TELLING}{script}tell(0)\n")
        assert ran.returncode == 0, ran.stderr
        return set(ran.stderr.partition("\nLOADED\n")[2].split("\n"))

    return load


def outside(names: set[str]) -> set[str]:
    """Give the packages of others among modules."""
    return {name.partition(".")[0] for name in names} & OUTSIDE


def of_room(room: str, names: set[str]) -> set[str]:
    """Give the modules of a room, without the room's name."""
    start = f"nps.{room}."
    return {name.removeprefix(start) for name in names if name.startswith(start)}


def rooms(names: set[str]) -> set[str]:
    """Give the rooms of which something is loaded."""
    return {name.split(".")[1] for name in names if name.startswith("nps.")}


def test_the_version_loads_nothing_but_where_every_run_begins(loaded: Loaded) -> None:
    found = loaded("--version") - loaded(script="")

    assert found == {"gc", "nps", "nps.__main__"}


def test_help_loads_the_commands_and_nothing_that_they_do(loaded: Loaded) -> None:
    found = loaded("--help")

    assert outside(found) == {"typer"}
    assert rooms(found) <= {"__main__", "cli", "errors", "frozen", "render"}
    assert of_room("render", found) == {"printable"}
    assert of_room("cli", found) >= COMMANDS


def test_help_of_a_command_loads_no_other(loaded: Loaded) -> None:
    found = loaded("segment", "--help")

    # NOTE: Typer reads options by pydantic.
    assert outside(found) == {"pydantic", "typer"}
    assert of_room("cli", found) & COMMANDS == {"segment"}
    assert rooms(found) <= {"__main__", "cli", "errors", "frozen", "render"}


def test_the_schema_is_made_without_reading_anything(loaded: Loaded) -> None:
    found = loaded("schema")

    assert outside(found) == {"pydantic", "typer"}
    assert not {"analyses", "engine", "sources", "stats"} & rooms(found)


def test_formats_are_listed_without_reading_anything(loaded: Loaded) -> None:
    found = loaded("formats")

    assert not {"yaml"} & outside(found)
    assert not {"analyses", "engine", "stats"} & rooms(found)
    assert not {"fastexcel", "pyreadstat", "zstandard"} & found


def test_a_text_export_loads_nothing_of_other_formats(loaded: Loaded) -> None:
    found = loaded(*RUNS["segment"])

    others = {"arrow", "labelled", "ndjson", "parquet", "sheets", "value_labels", "workbooks"}
    assert not others & of_room("sources", found)
    assert not {"fastexcel", "pyreadstat", "zstandard"} & found


def test_a_configuration_is_validated_without_reading_exports(loaded: Loaded) -> None:
    found = loaded("validate", "nps.yaml")

    # NOTE: Polars judges the regular expressions.
    assert outside(found) == {"polars", "pydantic", "typer", "yaml"}
    assert not {"analyses", "sources", "stats"} & rooms(found)
    assert of_room("cli", found) & COMMANDS == {"validate"}


@pytest.mark.parametrize("command", RUNS)
def test_a_command_loads_no_other_and_nothing_of_what_others_work_out(
    loaded: Loaded, command: str
) -> None:
    found = loaded(*RUNS[command])

    worked_out = {f"{room}.{name}" for room in ROOMS for name in of_room(room, found)}
    assert worked_out <= ALLOWED[command]
    assert of_room("cli", found) & COMMANDS == {command}


@pytest.mark.parametrize("name", RENDERERS)
def test_a_format_loads_its_own_renderer_alone(loaded: Loaded, name: str) -> None:
    found = loaded(*RUNS["segment"], "-o", f"out.{name}", "-f", name)

    assert of_room("render", found) <= RENDERERS[name] | ALWAYS
    assert ("rich" in outside(found)) == (name == "table")


def test_a_table_without_colour_measures_with_rich_and_draws_without(loaded: Loaded) -> None:
    found = loaded(*RUNS["segment"])

    assert "rich.cells" in found
    assert not {"rich.console", "rich.markdown", "rich.table", "rich.text"} & found


@pytest.mark.parametrize("name", ["json", "csv", "parquet"])
def test_what_machines_read_loads_no_page(loaded: Loaded, name: str) -> None:
    found = loaded(*RUNS["segment"], "-o", f"out.{name}", "-f", name)

    assert of_room("results", found) <= FIGURES


def test_a_table_loads_the_pages_of_its_command_alone(loaded: Loaded) -> None:
    assert of_room("results", loaded(*RUNS["segment"])) <= FIGURES | SHOWN_TO_PEOPLE


def test_a_run_without_configuration_loads_no_yaml(loaded: Loaded) -> None:
    found = loaded("segment", "export.csv", "--no-config", "--by", "plan")

    assert "yaml" not in outside(found)
    assert not {"document", "syntax", "limits"} & of_room("spec", found)


def test_what_is_hidden_is_worked_out_where_something_is(loaded: Loaded) -> None:
    hiding = {"cover", "margins", "recovery"}

    assert not hiding & of_room("analyses", loaded(*RUNS["segment"], "--suppress-below", "2"))
    assert hiding <= of_room("analyses", loaded(*RUNS["segment"], "--suppress-below", "40"))


@pytest.mark.parametrize("name", sorted(SELDOM))
def test_modules_for_special_cases_exist(name: str) -> None:
    source = Path(__file__).parents[2] / "src" / "nps" / f"{name.replace('.', '/')}.py"
    assert source.is_file()


def test_a_plain_run_loads_nothing_for_special_cases(loaded: Loaded) -> None:
    found = loaded(*RUNS["segment"], "-q")

    assert not {f"nps.{name}" for name in SELDOM} & found
    assert not {"zstandard", "asyncio", "email", "http", "shlex", "unittest"} & (
        found - loaded(script="import polars, pydantic, typer, yaml\n")
    )
