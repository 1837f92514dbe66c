"""What is to be counted, with everything settled."""

from collections.abc import Iterable
from contextlib import AbstractContextManager
from dataclasses import field

from nps.cli.locating import FromOptions, located, locating
from nps.engine.export import Export, Header
from nps.engine.inputs import ByDay, Input, headers_of
from nps.engine.invites import Invites
from nps.engine.slicing import Slicing
from nps.engine.tallying import tally
from nps.errors import NpsError, Problem
from nps.frozen import frozen
from nps.results.tally import Tally
from nps.sources.files import parts_of
from nps.spec.configuration import Configuration
from nps.spec.load import LoadedConfiguration


@frozen
class Request:
    """What is to be counted, with everything settled.

    Attributes:
        read: What is read: exports, and what gives counts by day.
        paths: What was named, patterns replaced by files.
        configuration: The file's, with the options put into it.
        shown: Names of the segmentations asked for, in order.
        slicing: What is asked of the dates.
        compared: Segmentation and name of the two segments of --compare.
        loaded: The file, for lines and columns in errors; None without one.
        invites: Who was asked; None where response rates are not.
        from_options: Key paths that came from options, and the option's name.
    """

    read: tuple[Input, ...]
    paths: tuple[str, ...]
    configuration: Configuration
    shown: tuple[str, ...]
    slicing: Slicing
    compared: tuple[tuple[str, str], ...]
    loaded: LoadedConfiguration | None
    invites: Invites | None = None
    from_options: FromOptions = field(default_factory=dict)

    @property
    def exports(self) -> tuple[Export, ...]:
        """Those inputs whose rows can be read."""
        return tuple(one for one in self.read if not isinstance(one, ByDay))

    @property
    def headers(self) -> list[Header]:
        """Of all exports behind the inputs."""
        return headers_of(self.read)

    @property
    def inputs(self) -> tuple[str, ...]:
        """Names of all that is read, which must not be overwritten."""
        parts = (str(part) for path in self.paths for part in parts_of(path))
        configuration = () if self.loaded is None else (self.loaded.name,)
        invites = () if self.invites is None else (self.invites.export.path,)
        joins = (join.path for join in self.configuration.joins)
        return (*parts, *configuration, *invites, *joins)

    def tally(self) -> Tally:
        """Count the responses.

        Raises:
            NpsError: As the engine's, with lines and columns of the configuration.
        """
        with self.locating():
            return tally(self.read, self.configuration, self.shown, self.slicing, self.invites)

    def locating(self) -> AbstractContextManager[None]:
        """Say where the problems that the block finds were declared."""
        return locating(self.loaded, self.from_options)

    def located(self, problems: Iterable[Problem], advice: str = "") -> NpsError:
        """Say where problems were declared: an option, or a line of the file.

        Args:
            problems: What is wrong.
            advice: What to do where the file does not fit the export.
        """
        return located(problems, self.loaded, self.from_options, advice)
