"""What looking answers up among the invited found worth saying."""

from collections.abc import Iterable, Iterator

import polars as pl

from nps.engine.conversions import Conversion
from nps.engine.invites import Invites
from nps.spec.configuration import Configuration
from nps.spec.invited import Invited

Note = tuple[str, str]
"""With its numbers, and without where they may give others away."""


def match_notes(
    listed: pl.Series, answered: pl.Series, invites: Invites, declared: Invited
) -> Iterator[Note]:
    """Say which answers, and which of the invited, can have no match.

    Args:
        listed: Keys of the invited.
        answered: Keys of the scored responses.
        invites: The list.
        declared: What it is said to be.
    """
    path, (response, column) = invites.name, declared.on
    others = int((~answered.drop_nulls().is_in(listed.drop_nulls().implode())).sum())
    keyless, unkeyed = answered.null_count(), listed.null_count()
    if others:
        are = "answers are" if others > 1 else "answer is"
        words = f"of customers who were not invited, by {path}"
        yield (
            f"{others:,} {are} {words}; response rates leave them out",
            f"some answers are {words}",
        )
    if keyless:
        have = "answers have" if keyless > 1 else "answer has"
        yield (
            f"{keyless:,} {have} no {response!r}; response rates leave them out",
            f"some answers have no {response!r}",
        )
    if unkeyed:
        words = f"of the invited {'have' if unkeyed > 1 else 'has'} no {column!r} in {path}"
        yield (
            f"{unkeyed:,} {words}; no answer is theirs",
            f"some of the invited have no {column!r} in {path}",
        )
    if declared.keep is not None:
        note = f"{path}: of a customer who is invited more than once the {declared.keep} row counts"
        yield note, note


def unconverted_notes(conversions: Iterable[Conversion], invites: Invites) -> Iterator[Note]:
    """Say what did not convert."""
    for one in conversions:
        missing = one.cells - one.converted
        if missing:
            cells, are = ("cells", "are") if missing > 1 else ("cell", "is")
            words = f"of column {one.column!r} of {invites.name}"
            kind = one.words if missing > 1 else one.words.removesuffix("s")
            yield (
                f"{missing:,} {cells} {words} {are} no {kind} and counted as missing",
                f"some cells {words} are no {one.words} and counted as missing",
            )


def lacking_note(name: str, why: str) -> Note:
    """Say why a segmentation has no rates."""
    note = f"{name}: no response rates, since {why}"
    return note, note


def why_lacking(column: str, invites: Invites, configuration: Configuration) -> str:
    """Say why no column of the invited is meant, be there one of that name or not."""
    if configuration.join_of([column]) is not None:
        return f"column {column!r} is joined to the answers, and not to {invites.name}"
    return f"{invites.name} has no column {column!r}"
