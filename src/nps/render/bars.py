"""Shares of the NPS groups as a bar of characters."""

BAR = 25
"""Length of a bar where nothing limits it."""

LEAST_BAR = 9
"""Length below which a bar says too little; its title gives way to the signs alone."""

SIGNS = "-.+"
"""Detractors, passives, promoters."""

_TIES = (2, 0, 1)


def draw_bar(shares: tuple[float, float, float], width: int) -> str:
    """Draw detractor, passive and promoter shares, `---....+++++`, exactly `width` long.

    Largest-remainder rounding: what whole characters leave over goes to the largest fractions;
    of equal ones promoters come first, then detractors.
    """
    lengths = [share * width / sum(shares) for share in shares]
    whole = [int(round(length, 9)) for length in lengths]
    by_remainder = sorted(_TIES, key=lambda group: round(whole[group] - lengths[group], 9))
    for group in by_remainder[: width - sum(whole)]:
        whole[group] += 1
    return "".join(sign * length for sign, length in zip(SIGNS, whole, strict=True))
