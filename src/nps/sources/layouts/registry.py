"""The layouts that are known, and which of them an export has."""

from nps.errors import SourceError, UsageError, near_match
from nps.sources.layouts.alchemer import ALCHEMER
from nps.sources.layouts.delighted import DELIGHTED
from nps.sources.layouts.google_forms import GOOGLE_FORMS
from nps.sources.layouts.plain import PLAIN
from nps.sources.layouts.qualtrics import QUALTRICS
from nps.sources.layouts.reading import Head, Layout, Reading
from nps.sources.layouts.surveymonkey import SURVEYMONKEY
from nps.sources.layouts.typeform import TYPEFORM

LAYOUTS: tuple[Layout, ...] = (
    QUALTRICS,
    SURVEYMONKEY,
    TYPEFORM,
    ALCHEMER,
    DELIGHTED,
    GOOGLE_FORMS,
    PLAIN,
)
"""Tried in this order; the last takes whatever the others leave."""


def check_layout(name: str) -> None:
    """Raise a UsageError if there is no such layout."""
    names = [one.name for one in LAYOUTS]
    if name not in names:
        raise UsageError(
            f"--layout {name}: there is no such layout{near_match(name, names)}; "
            f"layouts are: {', '.join(names)}"
        )


def find_layout(head: Head, asked: str | None, export: str) -> tuple[Layout, Reading]:
    """Tell how an export is laid out, by what stands in its first records.

    Args:
        head: At least one record.
        asked: Name of the layout, where the analyst says so.
        export: Its name.

    Raises:
        SourceError: It cannot have the layout asked for.
    """
    for layout in LAYOUTS:
        if asked in (None, layout.name):
            reading = layout.read(head, asked is not None)
            if reading is not None:
                return layout, reading
    raise SourceError(
        f"{export}: its first rows are not laid out as --layout {asked} says; "
        "name another layout, or leave the option out"
    )
