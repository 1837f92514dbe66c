"""What every rule selects, whoever takes the responses."""

from collections.abc import Sequence

from nps.engine.checking import check
from nps.engine.inputs import Input
from nps.engine.keys import RULE_BITS
from nps.engine.segmenting import KeyCounts, mask_names
from nps.engine.slicing import Slicing
from nps.engine.tallying import count, labellers_of, tally_of
from nps.results.explanation_counts import RuleMatches, Selections
from nps.spec.configuration import Configuration
from nps.spec.segmentations import RuleSegmentation


def select(
    inputs: Sequence[Input],
    configuration: Configuration,
    shown: Sequence[str],
    slicing: Slicing | None = None,
) -> Selections:
    """Count what segmentations select, in the pass that counts their segments.

    Raises:
        NpsError: As `tally`.
    """
    rules = {
        name: tuple(segmentation.rules)
        for name in shown
        if isinstance(segmentation := configuration.segments[name], RuleSegmentation)
    }
    counting = count(inputs, configuration, shown, tuple(rules), slicing)
    check(counting)
    labellers = labellers_of(counting)
    scores = len(counting.score.scale.scores)
    return Selections(
        tally=tally_of(counting, labellers),
        matches={
            name: _matches(
                names, counting.counts[mask_names(name, -(-len(names) // RULE_BITS))], scores
            )
            for name, names in rules.items()
        },
        cuts={name: labeller.freeze for name, labeller in labellers.items()},
    )


def _matches(rules: tuple[str, ...], counts: KeyCounts, scores: int) -> RuleMatches:
    """Count pairs of rules over the combinations that occur."""
    together = [[0] * len(rules) for _ in rules]
    for key, sums in counts.items():
        base = sum(sums[:scores])
        met = [
            index
            for index in range(len(rules))
            if key[index // RULE_BITS] >> (index % RULE_BITS) & 1
        ]
        for one in met:
            for other in met:
                together[one][other] += base
    return RuleMatches(rules=rules, together=tuple(map(tuple, together)))
