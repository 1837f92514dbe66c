"""Tables of what was measured, in Markdown."""

import os
import platform
from collections.abc import Iterator, Mapping, Sequence
from importlib.metadata import version

from tests.benchmarks.contests import Contest, Side
from tests.benchmarks.targets import MEGABYTE

GIBIBYTE = 1024**3
WANTED = ("measured", "figure", "at most", "found", "of fastest", "")
TOOK = ("measured", "command", "runs", "median, s", "fastest", "slowest", "peak, MB")


def machine() -> str:
    """What it ran on, without saying whose it is."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / GIBIBYTE
    packages = ("nps", "polars", "duckdb", "pandas", "pyarrow")
    return (
        f"{os.cpu_count()} cores, {memory:.0f} GiB, {platform.system()} {platform.machine()}, "
        f"Python {platform.python_version()}, "
        + ", ".join(f"{package} {version(package)}" for package in packages)
        + f", load {os.getloadavg()[0]:.1f} at the start"
    )


def table(rows: Sequence[Sequence[str]]) -> str:
    """The first row is the header; columns are as wide as their longest cell."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = [f"| {' | '.join(map(str.ljust, cells, widths))} |" for cells in rows]
    rule = f"|{'|'.join('-' * (width + 2) for width in widths)}|"
    return "\n".join([lines[0], rule, *lines[1:]]) + "\n"


def wanted(contest: Contest, sides: Mapping[str, Side]) -> Iterator[tuple[str, ...]]:
    """A line a target."""
    for target in contest.targets:
        yield (
            contest.title,
            target.title,
            f"{target.most:g}",
            shown(target.value(sides)),
            shown(target.undisturbed(sides)),
            "met" if target.met(sides) else "missed",
        )


def took(contest: Contest, sides: Mapping[str, Side]) -> Iterator[tuple[str, ...]]:
    """A line a command."""
    for name, side in sides.items():
        seconds = (side.median, side.fastest, side.slowest)
        yield (
            contest.title,
            name,
            str(len(side.runs)),
            *(f"{one:.3f}" for one in seconds),
            f"{side.peak / MEGABYTE:.0f}",
        )


def shown(figure: float) -> str:
    """Two or three digits that matter."""
    return f"{figure:.0f}" if figure >= 100 else f"{figure:.3g}"


def report(measured: Sequence[tuple[Contest, Mapping[str, Side]]]) -> str:
    """The machine is said by `machine`, before anything runs."""
    targets = [line for contest, sides in measured for line in wanted(contest, sides)]
    times = [line for contest, sides in measured for line in took(contest, sides)]
    return "\n".join([*([table([WANTED, *targets])] if targets else []), table([TOOK, *times])])
