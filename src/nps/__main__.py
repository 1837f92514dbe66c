"""`python -m nps`, and where every run begins and ends."""

import sys

from nps import __version__


def run() -> None:
    """Run the command and leave with its exit code."""
    if sys.argv[1:] == ["--version"]:
        # NOTE: Answered before anything is imported, so that scripts may ask often.
        sys.stdout.write(f"nps {__version__}\n")
        return
    from nps.cli.failures import guarded  # noqa: PLC0415  # see above

    guarded()


if __name__ == "__main__":
    run()
