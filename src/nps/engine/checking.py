"""Whether what was counted has figures: rows, scores, weights, dates."""

from nps.engine.conversions import Conversion
from nps.engine.counted import Counted
from nps.engine.export import every_name
from nps.engine.scores import no_rows
from nps.engine.shapes import shape_words
from nps.engine.weighing import check_size
from nps.errors import DeclarationError, Problem, ScoreError, UsageError
from nps.spec.configuration import Configuration
from nps.spec.periods import Period
from nps.spec.written import WrittenColumn


def check(counting: Counted, *, scores: bool = True) -> None:
    """Refuse what has no figures.

    Args:
        counting: What was counted.
        scores: Whether any response has to have a valid score.

    Raises:
        NpsError: As `tally`.
    """
    if not sum(source.rows for source in counting.sources):
        raise no_rows(source.path for source in counting.sources)
    _check_sides(counting)
    if scores and not counting.valid:
        raise ScoreError(_no_valid_score(counting))
    problems = [
        Problem(
            path=conversion.path,
            message=f"found no {conversion.words} in column {conversion.column!r}: none of its "
            f"{conversion.cells:,} cells converts{_found(counting, conversion.column)}, "
            f"expected {_expected(conversion, counting.configuration)}",
        )
        for conversion in counting.conversions.values()
        if conversion.cells and not conversion.converted and conversion.words != "weights"
    ]
    if problems:
        raise DeclarationError(problems)
    _check_weights(counting)
    _check_periods(counting)


def _found(counting: Counted, column: str) -> str:
    words = shape_words(counting.facts, column)
    return f" ({words})" if words else ""


def _expected(conversion: Conversion, configuration: Configuration) -> str:
    answered_at = configuration.survey.answered_at
    if conversion.words == "numbers":
        return "numbers such as 12 or 3.5"
    how = configuration.columns.get(conversion.column)
    if isinstance(how, WrittenColumn) and how.date is not None:
        return f"dates as columns.{conversion.column}.date says, {how.date}"
    if answered_at is None or answered_at.column != conversion.column:
        return "ISO dates such as 2026-03-31"
    if answered_at.format is not None:
        return f"dates of survey.answered_at.format, {answered_at.format}"
    return "ISO dates such as 2026-03-31, or a pattern under survey.answered_at.format"


def _no_valid_score(counting: Counted) -> str:
    statuses = counting.statuses
    found = ", ".join(
        f"{statuses[name]:,} {words}"
        for name, words in (
            ("filtered_out", "filtered out"), ("blank", "blank"),
            ("not_a_number", "not numbers"), ("off_scale", "off the scale"),
        )
        if statuses[name]
    )  # fmt: skip
    return (
        f"column {counting.score.column!r} holds no valid score ({found}), "
        f"expected whole numbers {counting.score.scale}; name another column with --score, "
        "or declare the words under survey.score.labels"
    )


def _check_sides(counting: Counted) -> None:
    """Refuse to compare with exports that hold no rows, or no score at all."""
    if counting.slicing.sides is None:
        return
    column, before = counting.score.column, counting.before
    for side in (slice(None, before), slice(before, None)):
        paths = [source.path for source in counting.sources[side]]
        if not sum(source.rows for source in counting.sources[side]):
            raise no_rows(paths)
        if not any(column in every_name(header) for header in counting.headers[side]):
            raise ScoreError(
                f"{', '.join(paths)}: found no column {column!r}, expected the score of the other "
                "export; name another column with --score"
            )


def _check_weights(counting: Counted) -> None:
    column, statuses = counting.configuration.survey.weight, counting.statuses
    if column is None:
        return
    expected = "expected numbers of 0 or more, some of them above 0"
    if not statuses["scored"] and statuses["bad_weight"]:
        bad = _answers(statuses["bad_weight"])
        have = "has" if statuses["bad_weight"] == 1 else "have"
        raise ScoreError(
            f"column {column!r} holds no weight that can be used: {bad} {have} one that is blank, "
            f"negative or a text, {expected}; name another column with --weight"
        )
    check_size(counting.largest, sum(statuses.values()))
    scores = len(counting.score.scale.scores)
    total = counting.counts.get((), {}).get((), [])
    if statuses["scored"] and not any(total[scores:]):
        raise ScoreError(
            f"column {column!r} holds weights of 0 only, for {_answers(statuses['scored'])}, "
            f"{expected}; name another column with --weight"
        )


def _answers(count: int) -> str:
    return f"{count:,} scored answer{'' if count == 1 else 's'}"


def _check_periods(counting: Counted) -> None:
    for period in counting.slicing.named:
        if not counting.days:
            raise UsageError(f"{_words(period)}: found no answer with a date")
        first, last = min(counting.days), max(counting.days)
        if (period.first and period.first > last) or (period.last and period.last < first):
            raise UsageError(
                f"{_words(period)}: found no answer of that time; "
                f"the answers run from {first} to {last}"
            )


def _words(period: Period) -> str:
    days = [str(day) for day in (period.first, period.last) if day]
    if all(day in period.name for day in days):
        return f"period {period.name}"
    return f"period {period.name} ({' to '.join(days)})"
