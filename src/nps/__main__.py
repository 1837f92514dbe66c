"""`python -m nps`, and where every run begins and ends."""

import os
import sys


def run() -> None:
    """Run the command and leave with its exit code."""
    try:
        from nps.cli.failures import guarded  # noqa: PLC0415  # so that Ctrl-C shows no traceback
    except KeyboardInterrupt:
        os._exit(130)
    guarded(_version if sys.argv[1:] == ["--version"] else _command)


def _version() -> int:
    from nps.cli.version import print_version  # noqa: PLC0415  # it alone, not the command

    return print_version()


def _command() -> int:
    from nps.cli.app import app  # noqa: PLC0415  # so that an interrupt in here is caught

    return app()


if __name__ == "__main__":
    run()
