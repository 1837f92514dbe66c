"""Commands that run in turn, A B C, A B C, so that whatever else the machine does hits all."""

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from statistics import median

from tests.benchmarks.processes import Command, Run, WrongError, measured
from tests.benchmarks.targets import Target


def accept(_: bytes) -> None:
    """Nothing to check."""


def nothing() -> None:
    """Nothing to prepare."""


@dataclass(frozen=True, kw_only=True)
class Entrant:
    """One of the commands.

    Attributes:
        name: Unique in its contest.
        check: Raises WrongError where an output is not right.
        prepare: Run before each run, and not timed.
        environment: More variables.
        steady: The same input has to give the same bytes.
    """

    name: str
    command: Command
    check: Callable[[bytes], None] = accept
    prepare: Callable[[], None] = nothing
    environment: Mapping[str, str] = field(default_factory=dict)
    steady: bool = True

    def run(self) -> Run:
        """One run, its output not yet checked."""
        self.prepare()
        return measured(self.command, self.environment)


@dataclass(frozen=True, kw_only=True)
class Contest:
    """Commands that are compared.

    Attributes:
        title: What is measured.
        targets: What is wanted.
        runs: Of each, after one to warm up.
        alike: All have to write the same bytes.
    """

    title: str
    entrants: tuple[Entrant, ...]
    targets: tuple[Target, ...] = ()
    runs: int = 5
    alike: bool = False


@dataclass(frozen=True)
class Side:
    """The runs of one command."""

    runs: tuple[Run, ...]

    @property
    def median(self) -> float:
        """Seconds."""
        return median(run.seconds for run in self.runs)

    @property
    def fastest(self) -> float:
        """Seconds."""
        return min(run.seconds for run in self.runs)

    @property
    def slowest(self) -> float:
        """Seconds."""
        return max(run.seconds for run in self.runs)

    @property
    def peak(self) -> int:
        """Bytes, the most of any run."""
        return max(run.peak for run in self.runs)


def warm_up(contest: Contest) -> dict[str, bytes]:
    """Run each once, and check what it writes.

    Raises:
        WrongError: One failed or is wrong; nothing has been timed.
    """
    outputs = {}
    for entrant in contest.entrants:
        sys.stderr.write(f"checking {contest.title}: {entrant.name}\n")
        outputs[entrant.name] = entrant.run().output
        entrant.check(outputs[entrant.name])
    if contest.alike and len(set(outputs.values())) > 1:
        raise WrongError(f"{contest.title}: not the same bytes from {', '.join(outputs)}")
    return outputs


def hold(contest: Contest, outputs: Mapping[str, bytes], runs: int) -> dict[str, Side]:
    """Run all in turn; an output is either the one seen before, or checked again.

    Raises:
        WrongError: One failed, is wrong, or wrote other bytes where they have to be the same.
    """
    sides: dict[str, list[Run]] = {entrant.name: [] for entrant in contest.entrants}
    for number in range(1, runs + 1):
        sys.stderr.write(f"{contest.title}: {number} of {runs}\n")
        for entrant in contest.entrants:
            run = entrant.run()
            if run.output != outputs[entrant.name]:
                if entrant.steady:
                    raise WrongError(
                        f"the same input gave other bytes: {' '.join(entrant.command)}"
                    )
                entrant.check(run.output)
            sides[entrant.name].append(run)
    return {name: Side(tuple(made)) for name, made in sides.items()}
