"""`nps --version`, which imports next to nothing, so that scripts may ask often."""

import sys

from nps import __version__
from nps.errors import OutputError


def print_version() -> int:
    """Print the version; give the exit code.

    Raises:
        OutputError: Standard output is closed.
    """
    if sys.stdout is None:
        raise OutputError("standard output is closed, expected a reader")
    sys.stdout.write(f"nps {__version__}\n")
    return 0
