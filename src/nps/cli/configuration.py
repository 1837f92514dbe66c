"""Which configuration file a run uses."""

import os
from collections.abc import Collection
from pathlib import Path

from nps.cli.messages import Messages
from nps.engine.conditions import pattern_problem
from nps.errors import UsageError
from nps.spec.load import LoadedConfiguration, load_configuration
from nps.spec.scale import ScaleRange

CONFIG_NAME = "nps.yaml"
CONFIG_VARIABLE = "NPS_CONFIG"
YAML = (".yaml", ".yml")
KNOWN = ("answered_at", "respondent")
"""Keys of `survey` that a file may do without, since the layout of an export may know them."""


def find_configuration(
    config: str | None,
    scale: ScaleRange | None,
    messages: Messages,
    *,
    no_config: bool = False,
    given: Collection[str] = (),
) -> LoadedConfiguration | None:
    """Load the configuration: of the option, the environment, or the nearest folder.

    Args:
        config: Of `--config`.
        scale: Of `--scale`; beats that of the file.
        messages: Where to say which is used, unless it was named on the command line.
        no_config: Of `--no-config`.
        given: Keys of `survey` that options give, which the file may do without.

    Raises:
        UsageError: Both options are given, or the name is that of an export.
        ConfigurationError: With a line for every problem.
    """
    if config is not None:
        if no_config:
            raise UsageError("--no-config: found -c too, expected one of them")
        return load(config, scale, given)
    if no_config:
        return None
    named = os.environ.get(CONFIG_VARIABLE)
    if named:
        messages.say(f"using {named} (from {CONFIG_VARIABLE})")
        return load(named, scale, given)
    here = Path.cwd()
    for folder in (here, *here.parents):
        found = folder / CONFIG_NAME
        if found.is_file():
            messages.say(f"using {found}")
            return load(found, scale, given)
    return None


def load(
    path: str | Path, scale: ScaleRange | None = None, given: Collection[str] = ()
) -> LoadedConfiguration:
    """Load a configuration file.

    Raises:
        UsageError: It is an address, whose secrets no error must show, or has the name of an
            export, whose cells none must.
        SourceError: It is an address that cannot be taken apart.
        ConfigurationError: With a line for every problem.
    """
    file = Path(path)
    if not (file.suffix.lower() in YAML and file.is_file()):
        _refuse_export(str(path))
    return load_configuration(file, pattern_problem=pattern_problem, scale=scale, given=given)


def _refuse_export(path: str) -> None:
    """Raise if what is named is rather an export."""
    from nps.sources.addresses import find_addresses  # noqa: PLC0415  # only for what is named
    from nps.sources.compression import PACKINGS  # noqa: PLC0415  # as above
    from nps.sources.formats import FORMATS  # noqa: PLC0415  # as above

    for address in find_addresses([path]).values():
        raise UsageError(f"{address.shown}: found an address, expected a configuration in YAML")
    named = [one.suffixes for one in FORMATS] + [one.suffixes for one in PACKINGS]
    if any(Path(path).suffix.lower() in suffixes for suffixes in named):
        raise UsageError(f"{path}: found an export by its suffix, expected a configuration in YAML")
