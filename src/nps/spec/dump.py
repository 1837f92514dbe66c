"""A declaration written out, so that it reads back as the same."""

from typing import Any

from nps.spec.base import Declaration


def plain(declaration: Declaration) -> dict[str, Any]:
    """Give the mapping that an analyst would write, without what is so anyway."""
    return declaration.model_dump(mode="json", by_alias=True, exclude_defaults=True)


def dump(value: object) -> str:
    """Write plain values as YAML; texts that would read as something else get quotes."""
    from nps.spec.dumper import write  # noqa: PLC0415  # YAML only where some is written

    return write(value)
