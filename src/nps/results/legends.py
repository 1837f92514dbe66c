"""Entries of legends that several tables have, as `term  meaning`."""

EFFECTIVE_BASE = "eff n  answers that would tell as much unweighted"


def starred_bases(min_base: int) -> str:
    """What the star behind a base says."""
    return f"*  fewer than {min_base:,}"


def false_discovery(level: float) -> str:
    """`5% false discovery, whole run`: the share of marks that may be false."""
    return f"{100 * (1 - level):g}% false discovery, whole run"
