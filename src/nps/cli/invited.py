"""The list of the invited: where it is, and what it is for."""

from pathlib import Path

from nps.cli.choices import Choices
from nps.cli.keyed import beside, read_keyed
from nps.engine.invites import Invites
from nps.engine.segmenting import is_partition
from nps.errors import UsageError, near_match
from nps.sources.exports import Opener
from nps.spec.configuration import Configuration
from nps.spec.invited import Invited, KeyColumns
from nps.spec.load import LoadedConfiguration


def with_invited(base: Configuration, choices: Choices) -> Configuration:
    """Put --invited into the configuration; leave the list out where no rates are asked for.

    Raises:
        UsageError: It is not a file and a column, or --poststratify has no list.
    """
    if not choices.turnout:
        return base.model_copy(update={"invited": None})
    if choices.invited is not None:
        named = read_keyed(choices.invited)
        if named is None:
            raise UsageError(
                f"--invited: found {choices.invited!r}, expected a file and the column that tells "
                "customers, such as invites.csv:customer_id, or invites.csv:customer_id=id where "
                "its name differs"
            )
        invited = Invited(path=named.path, on=KeyColumns(named.ours, named.theirs))
        base = base.model_copy(update={"invited": invited})
    if choices.poststratify is not None and base.invited is None:
        raise UsageError(
            f"--poststratify {choices.poststratify}: found no list of the invited, which answers "
            "are weighted back to; declare invited: {path: invites.csv, on: customer_id}, or name "
            "it with --invited invites.csv:customer_id"
        )
    return base


def open_invites(
    configuration: Configuration,
    choices: Choices,
    loaded: LoadedConfiguration | None,
    opener: Opener,
) -> Invites | None:
    """Open the list, if there is one.

    Raises:
        UsageError: --poststratify is no segmentation, or one that overlaps.
        SourceError: The list cannot be read.
    """
    invited = configuration.invited
    if invited is None:
        return None
    strata = choices.poststratify or ""
    if strata:
        _check_strata(strata, configuration)
    path = invited.path
    if choices.invited is None and loaded is not None:
        path = beside(Path(loaded.name).parent, path)
    return Invites(export=opener.beside(path), name=invited.path, strata=strata)


def _check_strata(name: str, configuration: Configuration) -> None:
    segments = configuration.segments
    if name not in segments:
        raise UsageError(
            f"--poststratify {name}: there is no such segmentation{near_match(name, segments)}; "
            f"expected one that is declared under segments, or asked for with --by: "
            f"{', '.join(segments) or 'there are none'}"
        )
    if not is_partition(name, segments):
        raise UsageError(
            f"--poststratify {name}: its segments overlap, so that their shares are not those of "
            "a whole; expected a segmentation with each customer in one segment"
        )
