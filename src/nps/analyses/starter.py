"""A configuration to build on, as text with comments."""

from collections.abc import Iterable, Iterator, Sequence

from nps.analyses.ages import age_of
from nps.analyses.starter_segments import free, segment_entries
from nps.analyses.starter_survey import survey_entries
from nps.results.profile import Profile
from nps.results.tally import Tally
from nps.spec.commented import Entry, comment
from nps.spec.configuration import DaysSince
from nps.spec.dump import plain
from nps.spec.scale import ScaleRange, write_run
from nps.spec.survey import Score

BANDS = ("hostile", "critical", "indifferent", "pleased", "enthusiastic")
RUNS = ((0, 4), (5, 6), (7, 7), (8, 8), (9, 10))


def starter(  # noqa: PLR0913  # all that the text speaks of
    profile: Profile,
    *,
    score: Score,
    tally: Tally,
    title: str | None,
    taken: Iterable[str],
    head: Sequence[str],
) -> str:
    """Write a configuration that runs as it is.

    Args:
        profile: Of the exports.
        score: As found or asked for.
        tally: Of the scores alone.
        title: Of the survey.
        taken: Headers of the exports.
        head: Sentences at the top, a line each.
    """
    taken = frozenset(taken)
    age = age_of(profile)
    days = "" if age is None else free(age.named("days"), taken)
    lines = [*map(comment, head), "version: 1", "", "survey:"]
    lines += _written(survey_entries(profile, score, tally, title))
    if age is not None:
        derived = DaysSince(days_since=age.since.name)
        beside = "for rules: days up to the answer"
        lines += ["", "columns:"]
        lines += _written([Entry(key=days, value=plain(derived), beside=beside)])
    lines += ["", comment("A 0 is not a 6: name the scores as finely as you act on them.")]
    lines += _bands(score.scale).lines(0)
    segments = segment_entries(profile, age, days, taken)
    if segments:
        # NOTE: A key over nothing but comments would be a key without a value.
        begin = "segments:" if any(not entry.muted for entry in segments) else "# segments:"
        lines += ["", begin, *_written(segments)]
    return "\n".join(lines) + "\n"


def _written(entries: Iterable[Entry]) -> Iterator[str]:
    for index, entry in enumerate(entries):
        yield from [""] if index and entry.above else []
        yield from entry.lines(1)


def _bands(scale: ScaleRange) -> Entry:
    runs = [(max(lowest, scale.lowest), highest) for lowest, highest in RUNS]
    numbers = [low if low == high else write_run((low, high)) for low, high in runs]
    return Entry(key="score_bands", value=dict(zip(BANDS, numbers, strict=True)))
