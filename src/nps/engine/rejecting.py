"""Score values that are not counted, and why."""

from collections import Counter
from collections.abc import Sequence

from nps.engine.checking import check
from nps.engine.export import Export
from nps.engine.slicing import Slicing
from nps.engine.tallying import count, tally_of
from nps.results.explanation_scores import BadScore
from nps.results.explanation_words import cell_words
from nps.results.tally import Tally
from nps.spec.configuration import Configuration


def reject(
    exports: Sequence[Export], configuration: Configuration, slicing: Slicing | None = None
) -> tuple[Tally, tuple[BadScore, ...]]:
    """Count the values of the score column that are no scores; none has to be one.

    Returns:
        The tally without segmentations, and every value, the most frequent first. Long texts
        of the same length are one value, since they cannot be told apart.

    Raises:
        NpsError: As `tally`.
    """
    counting = count(exports, configuration, (), slicing=slicing, texts=True)
    check(counting, scores=False)
    counts: Counter[tuple[str, str]] = Counter()
    for text, number in counting.uncounted.items():
        counts[cell_words(text), counting.reasons[text]] += number
    values = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return tally_of(counting, {}), tuple(
        BadScore(value=value, count=number, reason=reason) for (value, reason), number in values
    )
