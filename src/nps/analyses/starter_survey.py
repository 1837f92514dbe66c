"""What the columns of an export are, as entries of a configuration."""

import re
from collections.abc import Iterator

from nps.results.profile import Dates, Profile, Values, words
from nps.results.tally import Tally
from nps.spec.base import Declaration
from nps.spec.commented import Entry
from nps.spec.dump import plain
from nps.spec.survey import Moment, Score

ENOUGH = 100
"""Answers after which one that is never given tells the scale."""
MANY = 0.02
"""Share of the answers given, as words, after which they may stand for scores."""
MOST_LABELS = 6
NUMBER = r"[-+−]?[0-9.]+"
HIGHEST = r"(strongly|totally|completely) agree|(extremely|very|most) likely|definitely|yes"
STATUS = frozenset({"status", "finished", "completed", "completion", "state"})
DONE = frozenset({"complete", "completed", "finished", "submitted", "true"})


def survey_entries(
    profile: Profile, score: Score, tally: Tally, title: str | None
) -> Iterator[Entry]:
    """Say which column is what.

    Args:
        profile: Of the exports.
        score: As found or asked for.
        tally: Of the scores alone.
        title: Of the survey, where the export's name tells.
    """
    if title is not None:
        yield Entry(key="name", value=title, beside="stands above the figures")
    yield Entry(key="score", value=short(score), beside=_scale_comment(score, tally))
    yield from _labels(score, tally)
    dates = {column.name: column for column in profile.columns if isinstance(column, Dates)}
    if profile.answered_at is not None:
        moment = Moment(column=profile.answered_at, format=dates[profile.answered_at].layout)
        yield Entry(key="answered_at", value=short(moment), beside="the day of the answer")
    if profile.respondent is not None:
        yield Entry(key="respondent", value=profile.respondent)
    if profile.comment is not None:
        yield Entry(key="comment", value=profile.comment, beside="never printed")
    yield from _where(profile)
    if profile.missing:
        missing = list(profile.missing)
        yield Entry(key="missing", value=missing, beside="no value, in every column")


def short(declaration: Declaration) -> object:
    """A mapping, or the text that stands for it where it holds only a column."""
    mapping = plain(declaration)
    return mapping["column"] if list(mapping) == ["column"] else mapping


def _scale_comment(score: Score, tally: Tally) -> str:
    lowest = score.scale.lowest
    if lowest:
        return ""
    if tally.overall.counts[0] or tally.overall.base < ENOUGH:
        return f"scale {score.scale}"
    return "scale 0-10, but no answer is 0; if it is 1-10, write {column: ..., scale: 1-10}"


def _labels(score: Score, tally: Tally) -> Iterator[Entry]:
    """Words in the column of the score, to be taken up with the numbers they stand for."""
    given = tally.ledger.scored + tally.ledger.not_a_number
    found = [text for text, _ in tally.uncounted if not re.fullmatch(NUMBER, text)]
    if not found or tally.ledger.not_a_number < MANY * given:
        return
    numbers = {
        text: score.scale.scores[-1 if re.fullmatch(HIGHEST, text.casefold()) else 0]
        for text in found[:MOST_LABELS]
    }
    labelled = score.model_copy(update={"labels": numbers})
    above = (
        "Some answers are words. If they stand for scores, say which in place of the line above:",
    )
    yield Entry(key="score", value=short(labelled), above=above, muted=True)


def _where(profile: Profile) -> Iterator[Entry]:
    """Complete answers only, where a column tells, to be taken up."""
    for column in profile.columns:
        if isinstance(column, Values) and STATUS.intersection(words(column.name)):
            done = [text for text, _ in column.counts if text.casefold() in DONE]
            if done:
                beside = "counts the other rows as filtered out"
                yield Entry(key="where", value={column.name: done[0]}, beside=beside, muted=True)
                return
