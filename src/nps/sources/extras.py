"""Packages that only some formats need, and extras that bring them."""

from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

from nps.errors import MissingExtraError


def install_command(extra: str) -> str:
    """What to type to install an extra."""
    return f"pip install 'nps[{extra}]'"


def is_installed(package: str) -> bool:
    """Whether a package can be imported; it is not."""
    try:
        return find_spec(package) is not None
    except ValueError:
        return False


def import_extra(package: str, extra: str, what: str) -> ModuleType:
    """Import a package that an extra brings.

    Args:
        package: Its name.
        extra: Of this program.
        what: Needs it, such as `x.sav: an SPSS file`.

    Raises:
        MissingExtraError: It is not installed.
    """
    try:
        return import_module(package)
    except ImportError:
        raise MissingExtraError(
            f"{what} needs one more package; install it with: {install_command(extra)}"
        ) from None
