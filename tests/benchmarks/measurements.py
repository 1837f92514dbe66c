"""What is measured, and what is wanted of it."""

import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

from tests.benchmarks.contests import Contest, Entrant
from tests.benchmarks.counts import Expected
from tests.benchmarks.processes import Command, measured
from tests.benchmarks.sizes import HERE, ROOT, Sizes, spelled
from tests.benchmarks.starting import bare_imports, check_rows
from tests.benchmarks.targets import exponent, growth, peak, ratio

PYTHON = sys.executable
NPS = str(Path(sys.executable).with_name("nps"))
COLUMNS_OF_NINE = (
    "responded_at", "signed_up_at", "nps_score", "plan", "country", "role", "mrr", "logins_30d",
    "tickets_90d", "csat", "comment",
)  # fmt: skip
SAMPLE = "sample_data/responses.csv"
RULES = (9, 50, 500)
RESIDENT = 2000
"""Most memory of a run, MB."""


def segment(configuration: Path, *exports: Path | str) -> Command:
    """The main job, written for machines, so that every run can be checked."""
    return (NPS, "segment", *map(str, exports), "-c", str(configuration), "-q", "-f", "json")


def nine(sizes: Sizes, rows: int, export: Path, name: str = "nps", suffix: str = "") -> Entrant:
    """`nps` with the nine segmentations, or with `-weighted`, the same under weights."""
    expected = Expected(figures=sizes.figures("nine", rows), weighted=bool(suffix))
    command = segment(sizes.configuration(f"nine{suffix}"), export)
    return Entrant(name=name, command=command, check=expected.of_nps)


def peer(name: str, script: str, export: Path, expected: Expected) -> Entrant:
    """A script that counts the same by other means."""
    weighted = ("weighted",) if expected.weighted else ()
    floor = script == "floor"
    return Entrant(
        name=name,
        command=(PYTHON, str(HERE / "peers" / f"{script}.py"), str(export), *weighted),
        check=expected.of_floor if floor else expected.of_peer,
        steady=not (floor or weighted),  # they add fractions as threads come
    )


def parquet(sizes: Sizes, suffix: str = "") -> Contest:
    """Nine segmentations beside DuckDB, Polars, pandas and the floor."""
    export = sizes.parquet(sizes.rows)
    expected = Expected(figures=sizes.figures("nine", sizes.rows), weighted=bool(suffix))
    return Contest(
        title=f"Parquet, {spelled(sizes.rows)} rows{', weighted' * bool(suffix)}",
        entrants=(
            nine(sizes, sizes.rows, export, suffix=suffix),
            peer("DuckDB", "with_duckdb", export, expected),
            peer("Polars", "with_polars", export, expected),
            peer("pandas", "with_pandas", export, expected),
            peer("floor", "floor", export, expected),
        ),
        targets=(
            ratio("nps", "DuckDB", 0.7),
            ratio("nps", "Polars", 0.7),
            ratio("nps", "pandas", 0.1),
            ratio("nps", "floor", 3),
            peak("nps", RESIDENT),
        ),
    )


def text(sizes: Sizes) -> Contest:
    """The same out of CSV."""
    expected = Expected(figures=sizes.figures("nine", sizes.text))
    return Contest(
        title=f"CSV, {spelled(sizes.text)} rows",
        entrants=(
            nine(sizes, sizes.text, sizes.csv),
            peer("DuckDB", "with_duckdb", sizes.csv, expected),
            peer("Polars", "with_polars", sizes.csv, expected),
        ),
        targets=(ratio("nps", "DuckDB", 1), ratio("nps", "Polars", 1), peak("nps", RESIDENT)),
    )


def reading(sizes: Sizes) -> list[Contest]:
    """CSV beside Polars that is told the types, and reads the same columns and counts nothing."""
    figures = sizes.figures("nine", sizes.text)
    few = ("nps_score", "plan")
    bare = (NPS, "segment", str(sizes.csv), "--no-config", "--score", few[0], "--by", few[1])
    counting = {
        COLUMNS_OF_NINE: nine(sizes, sizes.text, sizes.csv),
        few: Entrant(
            name="nps",
            command=(*bare, "-q", "-f", "json"),
            check=Expected(figures=figures, only=few[1:]).of_nps,
        ),
    }
    script = (PYTHON, "-m", "tests.benchmarks.peers.reading", str(sizes.csv))
    return [
        Contest(
            title=f"Reading {len(columns)} columns, CSV, {spelled(sizes.text)} rows",
            entrants=(
                counts,
                Entrant(
                    name="Polars, reading",
                    command=(*script, *columns),
                    check=Expected(figures=figures).of_floor,
                    steady=False,  # it adds fractions as threads come
                ),
            ),
            targets=(ratio("nps", "Polars, reading", 1.3),),
        )
        for columns, counts in counting.items()
    ]


def rules(sizes: Sizes) -> Contest:
    """More and more overlapping rules over the same rows."""

    def entrant(number: int) -> Entrant:
        expected = Expected(figures=sizes.figures(f"rules-{number}", sizes.rows))
        command = segment(sizes.configuration(f"rules-{number}"), sizes.parquet(sizes.rows))
        return Entrant(name=f"{number} rules", command=command, check=expected.of_nps)

    return Contest(
        title=f"Rule segments, {spelled(sizes.rows)} rows of Parquet",
        entrants=tuple(entrant(number) for number in RULES),
        targets=(ratio("500 rules", "50 rules", 2), peak("500 rules", RESIDENT)),
    )


def series(sizes: Sizes) -> Contest:
    """More and more rows."""
    named = {f"{spelled(rows)} rows": rows for rows in sizes.series}
    return Contest(
        title="Rows of Parquet",
        entrants=tuple(
            nine(sizes, rows, sizes.parquet(rows), name) for name, rows in named.items()
        ),
        targets=(exponent(named, 1.05),),
    )


@dataclass(frozen=True)
class CacheFolder:
    """A cache that is put back to what it was before each run."""

    sizes: Sizes

    @property
    def folder(self) -> Path:
        """What `--cache` is given."""
        return self.sizes.folder / "cache"

    @cache  # noqa: B019  # one a process
    def all_but_one(self) -> Path:
        """A cache that knows all days but the last."""
        known = self.sizes.folder / "cache-of-29"
        shutil.rmtree(known, ignore_errors=True)
        days = sorted(self.sizes.days.glob("*.csv"))
        measured((*segment(self.sizes.configuration("nine"), *days[:-1]), "--cache", str(known)))
        return known

    def empty(self) -> None:
        """Know nothing."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def fill(self) -> None:
        """Know all days but the last."""
        self.empty()
        shutil.copytree(self.all_but_one(), self.folder)


def cached(sizes: Sizes) -> Contest:
    """Thirty files of a day each, and the next day's run."""
    known = CacheFolder(sizes)
    expected = Expected(figures=sizes.figures("nine", sizes.text))
    command = segment(sizes.configuration("nine"), sizes.days / "*.csv")
    remembering = (*command, "--cache", str(known.folder))
    check = expected.of_nps
    return Contest(
        title=f"CSV, {spelled(sizes.text)} rows in 30 files",
        entrants=(
            Entrant(name="no cache", command=command, check=check),
            Entrant(name="nothing known", command=remembering, check=check, prepare=known.empty),
            Entrant(name="29 files known", command=remembering, check=check, prepare=known.fill),
        ),
        targets=(ratio("29 files known", "nothing known", 0.15),),
        alike=True,
    )


def startup() -> Contest:
    """Short runs, most of which is starting."""
    sample = (NPS, "segment", SAMPLE, "-c", "configs/saas.yaml", "-q")
    as_json = (*sample, "-f", "json")
    return Contest(
        title="Start-up",
        entrants=(
            Entrant(name="python -c pass", command=(PYTHON, "-c", "pass")),
            Entrant(name="nps --version", command=(NPS, "--version")),
            Entrant(name="nps --help", command=(NPS, "--help")),
            Entrant(name="the imports of the sample", command=bare_imports(sample)),
            Entrant(name="nps segment on the sample", command=sample),
            Entrant(
                name="the same as JSON", command=as_json, check=partial(check_rows, ROOT / SAMPLE)
            ),
        ),
        targets=(
            ratio("nps --version", "python -c pass", 2),
            ratio("nps segment on the sample", "the imports of the sample", 1.3),
        ),
        runs=21,
    )


def threads(sizes: Sizes, *, weighted: bool, export: Path, rows: int) -> Contest:
    """The same bytes, whatever the number of threads."""
    suffix = "-weighted" * weighted
    alone = nine(sizes, rows, export, suffix=suffix)
    return Contest(
        title=f"Threads, {export.suffix[1:]}{', weighted' * weighted}",
        entrants=tuple(
            Entrant(
                name=f"{number} thread{'s' * (number > 1)}",
                command=alone.command,
                check=alone.check,
                environment={"POLARS_MAX_THREADS": str(number)},
            )
            for number in (1, 2)
        ),
        runs=1,
        alike=True,
    )


def large(sizes: Sizes) -> Contest:
    """Memory of five times as many rows."""
    few, many = f"{spelled(sizes.rows)} rows", f"{spelled(sizes.large)} rows"
    return Contest(
        title="Memory, rows of Parquet",
        entrants=(
            nine(sizes, sizes.rows, sizes.parquet(sizes.rows), few),
            nine(sizes, sizes.large, sizes.parquet(sizes.large), many),
        ),
        targets=(peak(many, RESIDENT), growth(many, few, 1.1)),
        runs=1,
    )


@dataclass(frozen=True, kw_only=True)
class Measurement:
    """What is run under one name.

    Attributes:
        parts: What of the data it needs, see `making`.
        demanded: Only run where it is named.
    """

    contests: Callable[[Sizes], list[Contest]]
    parts: tuple[str, ...] = ()
    demanded: bool = False


MEASUREMENTS = {
    "parquet": Measurement(
        parts=("parquet",), contests=lambda sizes: [parquet(sizes), parquet(sizes, "-weighted")]
    ),
    "csv": Measurement(parts=("csv",), contests=lambda sizes: [text(sizes)]),
    "reading": Measurement(parts=("csv",), contests=reading),
    "rules": Measurement(parts=("rules",), contests=lambda sizes: [rules(sizes)]),
    "rows": Measurement(parts=("series",), contests=lambda sizes: [series(sizes)]),
    "cache": Measurement(parts=("days",), contests=lambda sizes: [cached(sizes)]),
    "startup": Measurement(contests=lambda _: [startup()]),
    "threads": Measurement(
        parts=("parquet", "csv"),
        contests=lambda sizes: [
            threads(sizes, weighted=True, export=sizes.parquet(sizes.rows), rows=sizes.rows),
            threads(sizes, weighted=False, export=sizes.csv, rows=sizes.text),
        ],
    ),
    "memory100": Measurement(
        parts=("parquet", "large"), contests=lambda sizes: [large(sizes)], demanded=True
    ),
}
