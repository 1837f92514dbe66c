"""Makes the files that are measured, those that are missing or were made by other code.

A process of its own: what measures has to stay small.
`python -m tests.benchmarks.making FOLDER ROWS PART…`, a part being one of `PARTS`.
"""

import hashlib
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from tests.benchmarks import exports
from tests.benchmarks.cases import RULES, Case, cases
from tests.benchmarks.peers import floor
from tests.benchmarks.sizes import HERE, Sizes

STAMPS = "made_by.json"
"""Of each file, the digest of the code that made it."""


def digest(*modules: str) -> str:
    """Of the source of modules beside this one."""
    content = b"".join((HERE / f"{module}.py").read_bytes() for module in modules)
    return hashlib.sha256(content).hexdigest()


def once(path: Path, made_by: str, make: Callable[[Path], None]) -> None:
    """Make a file or a folder, unless the same code made it and came to its end."""
    stamps = path.with_name(STAMPS)
    known = json.loads(stamps.read_text("utf-8")) if stamps.exists() else {}
    if path.exists() and known.get(path.name) == made_by:
        return
    sys.stderr.write(f"making {path.name}\n")
    known.pop(path.name, None)
    stamps.write_text(json.dumps(known, indent=1), "utf-8")
    make(path)
    stamps.write_text(json.dumps(known | {path.name: made_by}, indent=1), "utf-8")


def write_figures(path: Path, case: Case, rows: int) -> None:
    """Write what has to come out: responses, weights and their squares, and the sums of columns."""
    figures = case.empty()
    sums: dict[str, float] = {}
    for frame in exports.chunks(rows):
        case.add(frame, figures)
        for column, total in floor.sums(frame.lazy(), floor.COLUMNS).items():
            sums[column] = sums.get(column, 0) + total
    path.write_text(json.dumps({"read": rows, "segments": figures, "sums": sums}), "utf-8")


def make_figures(sizes: Sizes, names: Sequence[str], rows: int) -> None:
    """What has to come out of some cases."""
    made_by = digest("exports", "cases", "making", "peers/floor")
    for name in names:
        make = partial(write_figures, case=cases()[name], rows=rows)
        once(sizes.figures(name, rows), made_by, make)


def make_parquet(sizes: Sizes, rows: int) -> None:
    """An export, and what has to come out of it."""
    make = partial(exports.write_parquet, rows=rows)
    once(sizes.parquet(rows), digest("exports"), make)
    make_figures(sizes, ["nine"], rows)


def make_series(sizes: Sizes) -> None:
    """Three exports."""
    for rows in sizes.series:
        make_parquet(sizes, rows)


def make_csv(sizes: Sizes) -> None:
    """An export as text."""
    make = partial(exports.write_csv, start=0, rows=sizes.text)
    once(sizes.csv, digest("exports"), make)
    make_figures(sizes, ["nine"], sizes.text)


def make_days(sizes: Sizes) -> None:
    """The same as files of a day each."""
    once(sizes.days, digest("exports"), partial(exports.write_days, rows=sizes.text))
    make_figures(sizes, ["nine"], sizes.text)


def make_rules(sizes: Sizes) -> None:
    """An export that is measured with many rules."""
    make_parquet(sizes, sizes.rows)
    make_figures(sizes, [f"rules-{number}" for number in RULES], sizes.rows)


PARTS: dict[str, Callable[[Sizes], None]] = {
    "parquet": lambda sizes: make_parquet(sizes, sizes.rows),
    "series": make_series,
    "csv": make_csv,
    "days": make_days,
    "rules": make_rules,
    "large": lambda sizes: make_parquet(sizes, sizes.large),
}


def write_configuration(path: Path, declared: Mapping[str, Any]) -> None:
    """JSON is YAML too."""
    path.write_text(json.dumps(declared, indent=1), "utf-8")


def make(sizes: Sizes, parts: Sequence[str]) -> None:
    """Make what some parts need, and all configurations."""
    sizes.folder.mkdir(parents=True, exist_ok=True)
    for name, case in cases().items():
        write_configuration(sizes.configuration(name), case.configuration())
    weighted = cases()["nine"].configuration(weight="weight")
    write_configuration(sizes.configuration("nine-weighted"), weighted)
    for part in parts:
        PARTS[part](sizes)


if __name__ == "__main__":
    make(Sizes(Path(sys.argv[1]), int(sys.argv[2])), sys.argv[3:])
