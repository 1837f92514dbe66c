"""`python -m nps`, and where every run begins and ends."""

import gc
import os
import sys

from nps import __version__


def run() -> None:
    """Run the command and leave with its exit code."""
    try:
        if sys.argv[1:] == ["--version"] and _told_version():
            return
        from nps.cli.failures import guarded  # noqa: PLC0415  # so that Ctrl-C shows no traceback

        guarded(_version if sys.argv[1:] == ["--version"] else _command)
    except KeyboardInterrupt:
        os._exit(130)


def _told_version() -> bool:
    """Print the version before anything is imported, so that scripts may ask often.

    False where it cannot be written; the longer way then says why.
    """
    try:
        sys.stdout.write(f"nps {__version__}\n")
        sys.stdout.flush()
    except (AttributeError, OSError, ValueError):
        return False
    return True


def _version() -> int:
    from nps.cli.version import print_version  # noqa: PLC0415  # it alone, not the command

    return print_version()


def _command() -> int:
    # NOTE: Nearly all objects stay until the end; looking for garbage among them costs a tenth of
    # the start, and seconds, in which Ctrl-C is not heard, where there are millions.
    gc.disable()
    # NOTE: Pydantic looks for plugins of its own in every installed package; none is meant here.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    # NOTE: Polars reads row groups ahead of what can be counted, which on a local disk is only
    # memory to be found and given back, a tenth of the run.
    os.environ.setdefault("POLARS_ROW_GROUP_PREFETCH_SIZE", str(max(2, os.cpu_count() or 0)))
    from nps.cli.app import app  # noqa: PLC0415  # so that an interrupt in here is caught

    return app()


if __name__ == "__main__":
    run()
