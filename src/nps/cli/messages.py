"""What is said on standard error beside the result."""

import sys
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
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
            sys.stderr.write(f"{text}\n")

    def detail(self, text: str) -> None:
        """Say what is of use when looking closely."""
        if self.verbose and not self.quiet:
            sys.stderr.write(f"{text}\n")
