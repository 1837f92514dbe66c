"""Which segmentations are counted together."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from operator import itemgetter

from nps.engine.dims import Dim
from nps.engine.estimating import Forms, Sample
from nps.engine.segmenting import Grouping
from nps.frozen import frozen

SHARED_CELLS = 2_000
"""Segmentations share keys while the cells are few enough to stay close to the processor."""
FEW_VALUES = 64
"""Texts of a column that has at most so many are keys as they stand."""
TRIED = 4
"""Groups that are tried for another segmentation, those with most columns in common."""


@frozen
class Apart:
    """Why segmentations are not with others.

    Attributes:
        texts: With some of the others there would be two texts in one key.
        cells: How many different cells there would be with others, the fewest; 0 where that is
            not the reason.
    """

    texts: bool = False
    cells: int = 0


@dataclass(kw_only=True)
class Share:
    """Sets of forms that are put together.

    Attributes:
        forms: All of them.
        members: The sets.
        cells: Different cells, as far as a sample tells.
        apart: Why they are not with others.
    """

    forms: Forms
    members: list[Forms]
    cells: int
    apart: Apart


def whole_texts(
    wanted: Mapping[Grouping, Forms], dims: Mapping[str, Dim], sample: Sample
) -> dict[Grouping, Forms]:
    """Put texts of few values in place of what they are cut to: that saves comparing each row's.

    Not those of which some keys make many cells, beside which a text costs more than comparing.
    """
    crowded = {
        dims[form].base
        for forms in set(wanted.values())
        if sample.cells(forms) > SHARED_CELLS
        for form in forms
    }
    return {one: _whole(forms, dims, sample, crowded) for one, forms in wanted.items()}


def _whole(
    forms: Forms, dims: Mapping[str, Dim], sample: Sample, crowded: Collection[str]
) -> Forms:
    bases = {form: dims[form].base for form in forms}
    whole = {
        form: base
        for form, base in bases.items()
        if base in dims and base not in crowded and sample.cells(frozenset([base])) <= FEW_VALUES
    }
    texts = set(whole.values()) | {form for form in forms if dims[form].is_text}
    # NOTE: Two texts in one key cost more than comparing one of them.
    return frozenset(whole.get(form, form) for form in forms) if len(texts) == 1 else forms


def shared(wanted: Collection[Forms], dims: Mapping[str, Dim], sample: Sample) -> list[Share]:
    """Put sets of forms together, each with those whose cells grow least, or by itself."""
    shares: list[Share] = []

    def texts(forms: Forms) -> int:
        return sum(dims[form].is_text for form in forms)

    def is_crowded(share: Share, forms: Forms) -> bool:
        # NOTE: Two texts in one key cost more than one each in two.
        return texts(share.forms | forms) > max(1, texts(share.forms), texts(forms))

    for forms in sorted(wanted, key=lambda one: (-sample.cells(one), sorted(one))):
        near = sorted(shares, key=lambda share: -len(share.forms & forms))[:TRIED]
        roomy = [share for share in near if not is_crowded(share, forms)]
        together = [sample.cells(share.forms | forms) for share in roomy]
        fitting = [
            (cells, share)
            for cells, share in zip(together, roomy, strict=True)
            if cells <= max(SHARED_CELLS, share.cells)
        ]
        if fitting:
            cells, best = min(fitting, key=itemgetter(0))
            best.forms |= forms
            best.members.append(forms)
            best.cells = cells
        else:
            apart = Apart(texts=len(roomy) < len(near), cells=min(together, default=0))
            shares.append(
                Share(forms=forms, members=[forms], cells=sample.cells(forms), apart=apart)
            )
    return shares
