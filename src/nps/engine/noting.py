"""What counting found worth saying."""

from collections.abc import Iterator, Sequence

import polars as pl

from nps.engine.conventions import convention_notes
from nps.engine.counted import Counted
from nps.engine.export import Header, every_name
from nps.engine.gathering import ACCOUNT, RESPONDENT, ROLE
from nps.engine.naming import named_columns
from nps.engine.scores import REPEAT, SCORED
from nps.engine.segmenting import join_key
from nps.engine.shapes import shape_words
from nps.spec.configuration import Configuration
from nps.spec.survey import RoleRollUp, Survey


def conversion_notes(counting: Counted) -> Iterator[tuple[str, str]]:
    """Say how columns were read and what did not convert.

    Yields:
        A note with its numbers, and without, where numbers may give others away.
    """
    yield from convention_notes(counting.facts)
    for conversion in counting.conversions.values():
        missing = conversion.cells - conversion.converted
        if missing and conversion.words != "weights":
            plural = conversion.words if missing > 1 else conversion.words.removesuffix("s")
            shape = (
                shape_words(counting.facts, conversion.column)
                if conversion.words == "dates"
                else ""
            )
            full = (
                f"{missing:,} cell{'s' if missing > 1 else ''} of column {conversion.column!r} "
                f"{'are' if missing > 1 else 'is'} no {plural} and counted as missing"
                f"{f' ({shape})' if shape else ''}"
            )
            veiled = (
                f"some cells of column {conversion.column!r} are no {conversion.words} and counted "
                "as missing"
            )
            yield full, veiled


def join_notes(counting: Counted) -> Iterator[tuple[str, str]]:
    """Say how many answers no join found: with the number, and without, as `conversion_notes`."""
    scores = len(counting.score.scale.scores)
    for place, (join, name) in enumerate(
        zip(counting.configuration.joins, counting.configuration.absent_names, strict=True)
    ):
        counts = counting.counts.get((join_key(place),), {})
        bases = {key: sum(sums[:scores]) for (key,), sums in counts.items()}
        missing, base = bases.get(False, 0), sum(bases.values())
        if not missing:
            continue
        file = name[1:-1]
        if join.as_of is not None:
            file += ", or were given before their first row there"
        if missing == base:
            keys = ", ".join(map(repr, join.on))
            note = f"all {base:,} answers are {file}; check that {keys} holds its keys"
            yield note, note
        else:
            yield f"{missing:,} of {base:,} answers are {file}", f"some answers are {file}"


def counting_notes(counting: Counted) -> Iterator[str]:
    """Say what weights are like, who answered more than once, and who then counts."""
    if counting.rounded:
        weights = "weights have" if counting.rounded > 1 else "weight has"
        were = "were" if counting.rounded > 1 else "was"
        yield f"{counting.rounded:,} {weights} more than nine decimals and {were} rounded to nine"
    if counting.weightless:
        answers = "scored answers have" if counting.weightless > 1 else "scored answer has"
        yield f"{counting.weightless:,} {answers} a weight of 0 and no say in shares and NPS"
    yield from _repeats(counting)
    yield from _lacking_roles(counting)
    yield from _policies(counting.configuration.survey)


def _repeats(counting: Counted) -> Iterator[str]:
    if counting.gathered is None:
        return
    answered = counting.gathered.filter(pl.col("status").is_in([SCORED, REPEAT]))
    for column, who in ((RESPONDENT, "respondents"), (ACCOUNT, "accounts")):
        if column in answered.columns:
            counts = answered[column].drop_nulls().value_counts()["count"]
            again = int((counts > 1).sum())
            if again:
                of = who if len(counts) > 1 else who.removesuffix("s")
                yield f"{again:,} of {len(counts):,} {of} answered more than once"


def _lacking_roles(counting: Counted) -> Iterator[str]:
    """Name the roles of a roll-up that nobody has; one may be misspelled."""
    roll_up = counting.configuration.survey.roll_up
    if counting.gathered is None or not isinstance(roll_up, RoleRollUp):
        return
    found = set(counting.gathered[ROLE].unique())
    for rank, role in enumerate(roll_up.roles):
        if rank not in found:
            yield f"roll-up: no cell of column {roll_up.column!r} is {role!r}"


def _policies(survey: Survey) -> Iterator[str]:
    match survey.repeats:
        case "latest":
            yield "repeats: the latest answer of each respondent counts"
        case "latest-per-period":
            yield f"repeats: the latest answer of each respondent in each {survey.period} counts"
    match survey.roll_up:
        case "mean":
            yield "roll-up: mean, so that each account weighs 1"
        case "latest":
            yield "roll-up: latest, so that the latest answer of each account counts"
        case RoleRollUp(column=column, roles=roles):
            yield (
                f"roll-up: the highest role in column {column!r} that answered speaks for each "
                f"account ({', '.join(roles)}, then any other)"
            )


def lacking_notes(
    headers: Sequence[Header], configuration: Configuration, shown: Sequence[str]
) -> list[str]:
    """Name the columns that some of the exports lack: their rows are blank there."""
    named = dict.fromkeys(column for _, column in named_columns(configuration, shown))
    return [
        f"{header.path}: has no column {column!r}; its rows are blank there"
        for header in headers
        for column in named
        if column not in every_name(header)
    ]
