"""What a YAML text may hold, judged while it is read, before anything is built of it."""

from dataclasses import dataclass
from typing import cast

import yaml

from nps.spec.syntax import SyntaxMistake, mark_of

DEEPEST = 50
"""Levels of lists and mappings within each other."""
MOST_ALIASES = 100
MOST_EXPANDED = 10_000
"""Values that all aliases together may stand for."""

CORE = "tag:yaml.org,2002:"
SCALAR_TAGS = frozenset(f"{CORE}{kind}" for kind in ("null", "bool", "int", "float", "str"))


@dataclass
class _Extent:
    """How much stands in a collection, aliases counted as what they stand for.

    Attributes:
        anchor: Its name for aliases.
        values: How many, itself included.
        levels: Of collections within each other, itself included.
    """

    anchor: str | None
    values: int = 1
    levels: int = 0

    def hold(self, part: "_Extent") -> None:
        """Count in what stands directly in it."""
        self.values += part.values
        self.levels = max(self.levels, part.levels + 1)


class Limits:
    """Watches what goes by while one text is read."""

    def __init__(self) -> None:
        self._open: list[_Extent] = []
        self._anchored: dict[str, _Extent] = {}
        self._aliases = 0
        self._expanded = 0

    def watch(self, event: yaml.Event) -> None:
        """Take the next event.

        Raises:
            SyntaxMistake: Where the text holds more than a person writes, or a tag.
        """
        try:
            self._take(event)
        except _Refused as refused:
            mark = cast("yaml.Mark", event.start_mark)  # the pure-Python parser always gives it
            raise SyntaxMistake(mark_of(mark), str(refused)) from None

    def _take(self, event: yaml.Event) -> None:
        match event:
            case yaml.AliasEvent(anchor=str(anchor)):
                self._close(self._stands_for(anchor))
            case yaml.ScalarEvent():
                _check_tag(event.tag, SCALAR_TAGS)
                if any("\ud800" <= char <= "\udfff" for char in event.value):
                    raise _Refused("found an escape that stands for no character")
                self._close(_Extent(event.anchor))
            case yaml.SequenceStartEvent():
                _check_tag(event.tag, {f"{CORE}seq"})
                self._begin(event.anchor)
            case yaml.MappingStartEvent():
                _check_tag(event.tag, {f"{CORE}map"})
                self._begin(event.anchor)
            case yaml.CollectionEndEvent():
                self._close(self._open.pop())

    def _begin(self, anchor: str | None) -> None:
        self._open.append(_Extent(anchor, levels=1))
        self._check_depth(0)

    def _close(self, extent: _Extent) -> None:
        if extent.anchor is not None:
            self._anchored[extent.anchor] = extent
        if self._open:
            self._open[-1].hold(extent)

    def _stands_for(self, anchor: str) -> _Extent:
        if any(extent.anchor == anchor for extent in self._open):
            raise _Refused(f"found alias *{anchor} within its own anchor, which has no end")
        extent = self._anchored.get(anchor, _Extent(None))
        self._aliases += 1
        self._expanded += extent.values
        if self._aliases > MOST_ALIASES:
            raise _Refused(f"found more than {MOST_ALIASES} aliases, expected fewer")
        if self._expanded > MOST_EXPANDED:
            raise _Refused(
                f"found aliases that stand for more than {MOST_EXPANDED:,} values, expected fewer"
            )
        self._check_depth(extent.levels)
        return _Extent(None, extent.values, extent.levels)

    def _check_depth(self, below: int) -> None:
        if len(self._open) + below > DEEPEST:
            raise _Refused(
                f"found lists and mappings more than {DEEPEST} levels deep, expected fewer"
            )


class _Refused(Exception):  # noqa: N818  # never leaves this module
    """What is too much, in words."""


def _check_tag(tag: str | None, known: frozenset[str] | set[str]) -> None:
    if tag is not None and tag not in known:
        written = tag.replace(CORE, "!!")
        raise _Refused(f"found tag {written}, expected a plain value")
