"""Which answers given are in no figure, and do they matter?"""

from nps.results.tally import Tally

QUOTED = 5
"""Score values named in a note."""
MANY = 0.02
"""Part of the answers given above which uncounted ones are a warning."""


def uncounted_notes(tally: Tally) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """A warning where so many answers were not counted that figures mislead, else a note."""
    ledger = tally.ledger
    uncounted = ledger.not_a_number + ledger.off_scale
    if not uncounted:
        return (), ()
    values = _uncounted_values(tally, uncounted)
    given = uncounted + ledger.bad_weight + ledger.repeats_dropped + ledger.scored
    if uncounted < MANY * given:
        words = "was not counted as a score" if uncounted == 1 else "were not counted as scores"
        return (), (f"{values} {words}",)
    parts = [
        f"{count:,} {words}"
        for count, words in (
            (ledger.not_a_number, "not a number"),
            (ledger.off_scale, "off the scale"),
        )
        if count
    ]
    warning = (
        f"{uncounted:,} of {given:,} answers given ({100 * uncounted / given:.0f}%) are in no "
        f"figure: {' and '.join(parts)} ({values}); "
        "if words stand for scores, declare them under survey.score.labels"
    )
    return (warning,), ()


def _uncounted_values(tally: Tally, uncounted: int) -> str:
    """Name the score values that were not counted; what may be a comment is one of the others."""
    shown = tally.uncounted[:QUOTED]
    quoted = [f'"{value}" x{count:,}' for value, count in shown]
    left = uncounted - sum(count for _, count in shown)
    if left:
        quoted.append(f"{left:,} other{'' if left == 1 else 's'}")
    return " and ".join(filter(None, [", ".join(quoted[:-1]), *quoted[-1:]]))
