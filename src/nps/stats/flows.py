"""How one distribution of scores turns into another with as little movement as possible."""

from collections.abc import Sequence

from nps.frozen import frozen


@frozen
class Move:
    """Part of the answers that went from one score to another.

    Attributes:
        from_score: On the scale of the survey.
        to_score: Another score of it.
        share: Of all answers, 0…1.
    """

    from_score: int
    to_score: int
    share: float


def moves(before: Sequence[int], after: Sequence[int], lowest: int) -> tuple[Move, ...]:
    """Match two distributions of scores, lowest with lowest, and give what differs.

    This is the monotone transport, the optimal one in one dimension for any convex cost of a step
    (Villani 2003, section 2.2): nobody overtakes. It is about distributions: who moved is unknown.

    Args:
        before: Counts by score, or weights in whole units, lowest score first.
        after: The same of the other distribution.
        lowest: Lowest score of the scale.

    Returns:
        The largest share first, ties by score; empty where either distribution is.
    """
    first, second = sum(before), sum(after)
    if not first or not second:
        return ()
    # NOTE: Both scaled to first × second, so that all is counted in whole numbers.
    supply, demand = [count * second for count in before], [count * first for count in after]
    found: list[Move] = []
    here = there = 0
    while here < len(supply) and there < len(demand):
        moved = min(supply[here], demand[there])
        if moved and here != there:
            share = moved / (first * second)
            found.append(Move(from_score=lowest + here, to_score=lowest + there, share=share))
        supply[here] -= moved
        demand[there] -= moved
        if supply[here]:
            there += 1
        else:
            here += 1
    return tuple(sorted(found, key=lambda move: (-move.share, move.from_score, move.to_score)))
