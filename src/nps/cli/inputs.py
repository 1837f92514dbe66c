"""What a run reads: exports, tallies of them, and what a cache knows."""

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING

from nps.cli.choices import Choices
from nps.cli.messages import Messages
from nps.engine.export import Export
from nps.errors import SourceError, UsageError, key_path
from nps.sources.exports import Opener
from nps.sources.files import shown
from nps.sources.formats import is_misnamed
from nps.spec.configuration import Configuration

PLAIN = "plain"

if TYPE_CHECKING:
    from nps.cli.cache import Cache
    from nps.engine.days import Hashed
    from nps.engine.stored import Stored


def read_tallies(opener: Opener, rows: str) -> "dict[str, Stored]":
    """Read those inputs that are tallies, by path.

    Args:
        opener: What was named.
        rows: What needs the rows themselves; empty where counts will do.

    Raises:
        SourceError: One is damaged, or holds what another input holds too.
        UsageError: Rows are needed, which tallies do not have.
    """
    contents = {path: opener.tally(path) for path in opener.paths}
    tallies = {path: content for path, content in contents.items() if content is not None}
    if not tallies:
        return {}
    from nps.engine.stored import Stored  # noqa: PLC0415  # only where there is a tally
    from nps.engine.storing import read_daily  # noqa: PLC0415  # as above

    found: dict[str, Stored] = {}
    for path, content in tallies.items():
        if rows:
            raise UsageError(
                f"{shown(path)}: found a tally, which holds counts and no rows; {rows} needs the "
                "rows: name the exports"
            )
        found[path] = Stored(shown(path), read_daily(content, shown(path)))
    _check_once(opener, found)
    return found


def open_cache(choices: Choices, opener: Opener, messages: Messages) -> "Cache | None":
    """Open the folder of --cache, if it is asked for."""
    if choices.cache is None:
        return None
    from nps.cli.cache import Cache  # noqa: PLC0415  # only where it is asked for

    return Cache(choices.cache, opener, choices.opening, messages)


def open_rows(
    opener: Opener, tallies: "dict[str, Stored]", cache: "Cache | None", messages: Messages
) -> dict[str, Export]:
    """Open those inputs that are exports, by path."""
    paths = [path for path in opener.paths if path not in tallies]
    if cache is not None:
        return dict(zip(paths, cache.open(paths), strict=True))
    exports: dict[str, Export] = {}
    for path in paths:
        export = exports[path] = opener.open(path)
        say_format(export, messages)
    return exports


def say_format(export: Export, messages: Messages) -> None:
    """Say what an export was taken for; the plain layout needs no words."""
    name = shown(export.path)
    if is_misnamed(export.path, export.format):
        messages.say(f"{name}: read as {export.format}, which is what it holds, whatever its name")
    else:
        messages.detail(f"{name}: read as {export.format}")
    if export.layout != PLAIN:
        messages.say(f"{name}: laid out by {export.layout} (name another layout with --layout)")


def with_adopted(base: Configuration, tally: "Stored") -> Configuration:
    """Put the score of a tally into a configuration that has none."""
    survey = base.survey.model_copy(update={"score": tally.content.configuration.survey.score})
    return base.model_copy(update={"survey": survey})


def is_cached(
    configuration: Configuration, names: tuple[str, ...], rows: str, messages: Messages
) -> bool:
    """Whether counts by day will do; where they will not, say why all rows are read.

    Args:
        configuration: What is declared.
        names: Of the segmentations that are asked for.
        rows: What needs the rows themselves; empty where counts will do.
        messages: Where to say it.
    """
    from nps.engine.labels import and_words  # noqa: PLC0415  # only where there is a cache
    from nps.engine.needing import rows_needed  # noqa: PLC0415  # as above

    needs = [rows] if rows else []
    needs += [key_path(problem.path) for problem in rows_needed(configuration, names)]
    if needs:
        verb = "needs" if len(needs) == 1 else "need"
        messages.say(f"--cache: all rows are read, since {and_words(needs)} {verb} them at once")
    return not needs


def with_digests(exports: Mapping[str, Export], opener: Opener) -> "dict[str, Hashed]":
    """Let the digests of exports be kept with their counts."""
    from nps.engine.days import Hashed  # noqa: PLC0415  # only where counts are kept

    return {path: Hashed(export, opener.digest) for path, export in exports.items()}


def _check_once(opener: Opener, tallies: "dict[str, Stored]") -> None:
    """Refuse an export that is counted twice: in two tallies, or in one and beside it."""
    counted: dict[tuple[str, str], str] = {}
    for path, tally in tallies.items():
        for source in tally.content.sources:
            same = os.path.basename(source.path), source.digest  # noqa: PTH119  # of any system
            if source.digest and source.rows and same in counted:
                raise SourceError(
                    f"{shown(path)}: holds {shown(source.path)}, which {shown(counted[same])} "
                    "holds too, so that its responses would count twice; leave out one of them"
                )
            counted[same] = path
    names = {name for name, _ in counted}
    for path in opener.paths:
        name = os.path.basename(path)  # noqa: PTH119  # as above
        if path in tallies or name not in names or not opener.is_kept(path):
            continue
        holder = counted.get((name, opener.digest(path)))
        if holder is not None:
            raise SourceError(
                f"{shown(path)}: is in {shown(holder)} already, so that its responses would count "
                "twice; leave out one of them"
            )
