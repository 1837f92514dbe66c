"""All small exports in sample_data/vendors, by name, with what makes their bytes."""

from collections.abc import Callable, Mapping

from makers import alchemer, delighted, google_forms, invites, qualtrics, surveymonkey, typeform

MAKERS: tuple[Mapping[str, Callable[[], bytes]], ...] = (
    alchemer.FILES,
    delighted.FILES,
    google_forms.FILES,
    invites.FILES,
    qualtrics.FILES,
    surveymonkey.FILES,
    typeform.FILES,
)
