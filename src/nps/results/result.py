"""The two ways in which a result shows itself."""

from collections.abc import Mapping
from typing import Protocol

from nps.results.blocks import Document

Plain = None | bool | int | float | str | list["Plain"] | dict[str, "Plain"]
Record = dict[str, Plain]


class Result(Protocol):
    """What an analysis gives and a renderer takes."""

    def record(self) -> Mapping[str, Plain]:
        """Nested plain values for machines, at full precision."""
        ...

    def document(self) -> Document:
        """Blocks for people, unrounded."""
        ...
