"""Files of what is known about customers, opened to be joined to exports."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

from nps.errors import DeclarationError, Problem, SourceError, near_match
from nps.frozen import frozen
from nps.sources.exports import open_exports
from nps.sources.files import STANDARD_INPUT, shown
from nps.spec.joins import Join

if TYPE_CHECKING:
    from nps.sources.export import Export, Rows
    from nps.sources.means import Collect

MOST_NAMED = 12
"""Columns that are listed where none is near."""


@frozen
class Right:
    """A file to be joined, opened but not read.

    Attributes:
        place: Of the join among those declared.
        join: Its declaration.
        export: The file.
    """

    place: int
    join: Join
    export: "Export"

    @property
    def columns(self) -> tuple[str, ...]:
        """Those that are taken: as declared, else all but the key."""
        if self.join.columns is not None:
            return self.join.columns
        keys = set(self.join.on.values())
        return tuple(name for name in self.export.columns if name not in keys)

    @property
    def settled(self) -> Join:
        """The declaration with its columns."""
        return self.join.model_copy(update={"columns": self.columns})


@contextmanager
def open_rights(joins: Sequence[Join], *, collect: "Collect") -> Iterator[tuple[Right, ...]]:
    """Open the files of joins; what is said of how exports are read does not hold for them.

    Raises:
        SourceError: A path leads nowhere, to what cannot be read, or to more than one file.
    """
    with ExitStack() as stack:
        yield tuple(
            Right(
                place=place,
                join=join,
                export=_one(join, stack.enter_context(open_exports([join.path], collect=collect))),
            )
            for place, join in enumerate(joins)
            if _is_file(join)
        )


def check_names(rights: Sequence[Right], headers: "Sequence[Rows]") -> None:
    """Check that the files have what is named, and that no name stands for two columns.

    Raises:
        DeclarationError: With all that is wrong.
    """
    problems: list[Problem] = []
    holders = {name: shown(one.path) for one in headers for name in _names(one)}
    own = dict.fromkeys(holders)
    for right in rights:
        path, export = ("joins", right.place), right.export
        for ours, theirs in right.join.on.items():
            if headers and ours not in own:
                message = f"found no column {ours!r} in the export{_near(ours, list(own))}"
                problems.append(Problem(path=(*path, "on"), message=message))
            problems += _lacking(right, theirs, (*path, "on"))
        for name in right.join.columns or ():
            problems += _lacking(right, name, (*path, "columns"))
        if right.join.as_of is not None:
            problems += _lacking(right, right.join.as_of, (*path, "as_of"))
        taken = [name for name in right.columns if name in holders]
        if taken:
            names = ", ".join(map(repr, taken))
            where = " and ".join(dict.fromkeys(holders[name] for name in taken))
            message = (
                f"found {names} in {export.name} and in {where}, expected each name once; list "
                "under columns (of joins in a configuration) only what is to be taken"
            )
            problems.append(Problem(path=(*path, "columns"), message=message))
        holders |= {name: export.name for name in right.columns if name not in holders}
    if problems:
        raise DeclarationError(problems)


def _lacking(right: Right, name: str, path: tuple[str | int, ...]) -> Iterator[Problem]:
    """Find a column that is named and not in the file, or there more than once."""
    export = right.export
    if name in export.duplicates:
        message = f"found column {name!r} more than once in {export.name}, expected it once"
        yield Problem(path=path, message=message)
    elif name not in _names(export):
        message = f"found no column {name!r} in {export.name}{_near(name, export.columns)}"
        if path[-1] == "on":
            message += _differing(right, name)
        yield Problem(path=path, message=message)


def _differing(right: Right, name: str) -> str:
    """How keys of different names are written, where they were not."""
    if right.join.on.get(name) != name:
        return ""
    return f"; write {{{name}: …}}, or --join FILE:{name}=…, for a key of another name"


def _near(name: str, columns: Sequence[str]) -> str:
    """Say which columns there are: one that is near, or the first."""
    more = f" and {len(columns) - MOST_NAMED:,} more" if len(columns) > MOST_NAMED else ""
    return near_match(name, columns) or f", which has {', '.join(columns[:MOST_NAMED])}{more}"


def _names(header: "Rows") -> tuple[str, ...]:
    return (*header.columns, *header.vendor.aliases)


def _is_file(join: Join) -> bool:
    if join.path == STANDARD_INPUT:
        raise SourceError("-: found standard input, expected a file to join; name one")
    return True


def _one(join: Join, exports: "tuple[Export, ...]") -> "Export":
    if len(exports) > 1:
        raise SourceError(
            f"{shown(join.path)}: {len(exports)} files match this pattern, expected one to join"
        )
    return exports[0]
