"""What is counted: exports, and what has been counted by day before."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from nps.engine.export import Export, Header

if TYPE_CHECKING:
    from nps.engine.counted import Asked
    from nps.engine.daily import Daily


class ByDay(ABC):
    """An input that gives counts by the day of the answer."""

    @property
    @abstractmethod
    def headers(self) -> Sequence[Header]:
        """Those of the exports behind it."""

    @property
    def rows(self) -> Export | None:
        """The export behind it, where its rows can be read in the same run; None elsewhere."""
        return None

    @abstractmethod
    def daily(self, asked: "Asked") -> "Daily":
        """Give its counts.

        Args:
            asked: What must be among them; its days do not matter.

        Raises:
            NpsError: It is not.
        """


Input = Export | ByDay


def headers_of(inputs: Iterable[Input]) -> list[Header]:
    """The headers of all exports behind some inputs."""
    return [
        header for one in inputs for header in (one.headers if isinstance(one, ByDay) else (one,))
    ]
