"""What is said on standard error beside the result."""

import sys
from collections.abc import Iterable

from nps.frozen import frozen
from nps.render.printable import printable


@frozen
class Messages:
    """Speaks to the analyst, not to the pipe.

    Attributes:
        quiet: Only errors are said.
        verbose: Details are said too.
    """

    quiet: bool = False
    verbose: bool = False

    def say(self, text: str) -> None:
        """Say what was decided on the analyst's behalf, or what to try."""
        if not self.quiet:
            speak(text)

    def warn(self, warnings: Iterable[str]) -> None:
        """Say what must be known before any figure is used."""
        for warning in warnings:
            self.say(f"warning: {warning}")

    def detail(self, text: str) -> None:
        """Say what is of use when looking closely."""
        if self.verbose and not self.quiet:
            speak(text)


def speak(text: str) -> None:
    """Write lines to standard error, without what would steer a terminal."""
    lines = "".join(f"{printable(line)}\n" for line in text.split("\n"))
    try:
        sys.stderr.write(lines)
        sys.stderr.flush()
    except (OSError, AttributeError, ValueError):
        # NOTE: Nobody listens; the result and the exit code still tell.
        return
