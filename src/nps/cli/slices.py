"""Options that say which days a run is about."""

from nps.cli.choices import Choices
from nps.cli.messages import Messages
from nps.engine.slicing import Slicing
from nps.errors import UsageError
from nps.sources.paths import expand
from nps.spec.periods import Period, parse_period
from nps.spec.survey import Survey

SIDES = 2
"""Exports that are compared: before and after."""


def slicing_of(choices: Choices, survey: Survey, messages: Messages) -> Slicing:
    """Read --period, --before and --after, and say which days they are.

    Raises:
        UsageError: A period is none, or before and after do not follow.
    """
    if choices.today is not None:
        # NOTE: A day that is none is refused, whether or not anything is counted from it.
        _ = choices.day
    between = _between(choices, survey, messages)
    return Slicing(
        window=_period("--period", choices.period, choices, survey, messages),
        every=choices.every,
        last=choices.last,
        between=between,
        sides=_sides(choices) if choices.sides and not between else None,
        fiscal_year_starts=survey.fiscal_year_starts,
    )


def check_dated(slicing: Slicing, choices: Choices, survey: Survey) -> None:
    """Raise a UsageError if days are asked for, and no column has them."""
    if slicing.needs_day and survey.answered_at is None:
        option = next(
            name
            for name, given in (
                ("--period", choices.period), ("--before", choices.before),
                ("--after", choices.after), ("trend", choices.every),
            )
            if given
        )  # fmt: skip
        raise UsageError(
            f"{option}: found no column of dates, expected the day of each answer; "
            "name the column with --date, or declare survey.answered_at"
        )


def _period(
    option: str, text: str | None, choices: Choices, survey: Survey, messages: Messages
) -> Period | None:
    if text is None:
        return None
    try:
        period = parse_period(text, choices.day, survey.fiscal_year_starts)
    except ValueError as error:
        raise UsageError(f"{option}: {error}") from None
    messages.say(f"{option} {text}: {_days(period)}")
    return period


def _days(period: Period) -> str:
    """`2026-01-01 to 2026-03-31`, `from 2026-01-01 on`."""
    if period.last is None:
        return f"from {period.first} on"
    return f"{period.first} to {period.last}" if period.first else f"up to {period.last}"


def _between(choices: Choices, survey: Survey, messages: Messages) -> tuple[Period, ...]:
    before = _period("--before", choices.before, choices, survey, messages)
    after = _period("--after", choices.after, choices, survey, messages)
    if before is None and after is None:
        return ()
    if before is None or after is None:
        missing, given = ("--before", "--after") if before is None else ("--after", "--before")
        raise UsageError(f"{given}: found no {missing}, expected both of them")
    if choices.before == choices.after:
        raise UsageError(f"--before and --after: found {choices.after} twice, expected two periods")
    if before.last is None or after.first is None or before.last >= after.first:
        raise UsageError(
            f"--before {choices.before} ends on {before.last or 'no day'}, and --after "
            f"{choices.after} begins on {after.first or 'no day'}; expected a period before, "
            "and one after it that shares no day with it"
        )
    return before, after


def _sides(choices: Choices) -> int:
    """How many exports the first one named is."""
    if len(choices.exports) != SIDES:
        found = f"{len(choices.exports)} export{'' if len(choices.exports) == 1 else 's'}"
        raise UsageError(
            f"found {found}, expected two, BEFORE and AFTER; or, of one, --before and --after"
        )
    return len(expand(choices.exports[:1]))
