"""Which two segments `--compare` means."""

from collections.abc import Sequence

from nps.cli.choices import Choices
from nps.engine.export import Header, every_name
from nps.errors import UsageError, near_match
from nps.spec.configuration import Configuration
from nps.spec.segmentations import Segmentation, ValueSegmentation

FORM = "a segmentation or column and its segment, such as persona=Admin"


def with_compared(
    configuration: Configuration, choices: Choices, headers: Sequence[Header]
) -> tuple[Configuration, tuple[tuple[str, str], ...]]:
    """Read --compare; a column that is no segmentation becomes one of its values.

    Raises:
        UsageError: A segmentation is not there, or a segment is compared with itself.
    """
    if choices.compare is None:
        return configuration, ()
    segments = dict(configuration.segments)
    columns = list(dict.fromkeys(name for header in headers for name in every_name(header)))
    compared = tuple(_segment(text, segments, columns) for text in choices.compare)
    if compared[0] == compared[1]:
        raise UsageError(
            f"--compare: found {choices.compare[0]!r} twice, expected two segments; "
            "a segment does not differ from itself"
        )
    return configuration.model_copy(update={"segments": segments}), compared


def _segment(
    text: str, segments: dict[str, Segmentation], columns: Sequence[str]
) -> tuple[str, str]:
    """Split a text at the first `=` before which a known name stands."""
    at = text.find("=")
    while at >= 0:
        name = text[:at].strip()
        if name not in segments and name in columns:
            segments[name] = ValueSegmentation(column=name)
        if name in segments:
            return name, text[at + 1 :].strip()
        at = text.find("=", at + 1)
    name, equals, _ = text.partition("=")
    if not equals:
        raise UsageError(f"--compare: found {text!r}, expected {FORM}")
    near = near_match(name.strip(), [*segments, *columns])
    raise UsageError(f"--compare: there is no segmentation or column {name.strip()!r}{near}")
