"""All small exports in sample_data/vendors, by name, with what makes their bytes."""

from collections.abc import Callable, Mapping

from makers import (
    alchemer,
    delighted,
    files,
    google_forms,
    invites,
    joins,
    labelled,
    qualtrics,
    surveymonkey,
    typeform,
    workbooks,
)

MAKERS: tuple[Mapping[str, Callable[[], bytes]], ...] = (
    alchemer.FILES,
    delighted.FILES,
    files.FILES,
    google_forms.FILES,
    invites.FILES,
    joins.FILES,
    labelled.FILES,
    qualtrics.FILES,
    surveymonkey.FILES,
    typeform.FILES,
    workbooks.FILES,
)
