"""Joins: --join put into a configuration, and the files put beside the exports."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from nps.cli.inputs import say_format
from nps.cli.keyed import beside, read_keyed
from nps.cli.messages import Messages
from nps.engine.collect import collect
from nps.engine.export import Export
from nps.engine.joining import forms_of, with_order
from nps.errors import DeclarationError, Problem, UsageError
from nps.sources.joining import ANSWERED, Lookup, joined, look_over, with_notes
from nps.sources.joins import Right, check_names, open_rights
from nps.spec.configuration import Configuration
from nps.spec.joins import Join

EXAMPLE = "customers.csv:customer_id, or customers.csv:customer_id=id where its name differs"


def with_joins(base: Configuration, folder: Path | None, texts: Sequence[str]) -> Configuration:
    """Put --join into the configuration, and lead its own paths from its folder.

    Args:
        base: The configuration.
        folder: Of its file; None without one.
        texts: Of --join.
    """
    own = [
        join if folder is None else join.model_copy(update={"path": beside(folder, join.path)})
        for join in base.joins
    ]
    return base.model_copy(update={"joins": (*own, *map(_read, texts))})


@contextmanager
def joined_exports(
    configuration: Configuration, exports: Mapping[str, Export], messages: Messages
) -> Iterator[tuple[Configuration, dict[str, Export]]]:
    """Put the columns of the files beside those of the exports, while the block runs.

    Returns:
        The configuration with the columns of each join, and the exports by path.

    Raises:
        DeclarationError: The files lack what is declared, or keys stand there more than once.
        SourceError: A file cannot be read.
    """
    with open_rights(configuration.joins, collect=collect) as rights:
        for right in rights:
            say_format(right.export, messages)
        check_names(rights, list(exports.values()))
        answered = configuration.survey.answered_at
        _check_dated(rights, has_dates=answered is not None)
        lookups = [_looked_over(right, configuration) for right in rights]
        column = None if answered is None else answered.column
        reading = configuration
        if column is not None and any(join.as_of is not None for join in configuration.joins):
            reading, _ = with_order(configuration, list(exports.values()), column, ANSWERED)
        forms = forms_of(reading)
        found = {path: joined(one, lookups, forms, column) for path, one in exports.items()}
        # NOTE: What was found in a file is said once, however many exports it is joined to.
        for path in list(found)[:1]:
            found[path] = with_notes(found[path], lookups)
        settled = tuple(right.settled for right in rights)
        yield configuration.model_copy(update={"joins": settled}), dict(found)


def _looked_over(right: Right, configuration: Configuration) -> Lookup:
    """Look over a file; what is declared of the date of the answer does not hold for its dates."""
    survey = configuration.survey.model_copy(update={"answered_at": None})
    own = configuration.model_copy(update={"survey": survey})
    if right.join.as_of is None:
        return look_over(right, forms_of(own), collect)
    path = ("joins", right.place, "as_of")
    own, said = with_order(own, [right.export], right.join.as_of, path)
    lookup = look_over(right, forms_of(own), collect)
    notes = (f"{right.export.name}: {note}" for note in said)
    return replace(lookup, notes=(*lookup.notes, *notes))


def _check_dated(rights: Sequence[Right], *, has_dates: bool) -> None:
    message = "found no date of the answer, expected survey.answered_at, or --date"
    problems = [
        Problem(path=("joins", right.place, "as_of"), message=message)
        for right in rights
        if right.join.as_of is not None and not has_dates
    ]
    if problems:
        raise DeclarationError(problems)


def _read(text: str) -> Join:
    named = read_keyed(text)
    if named is None:
        raise UsageError(f"--join: found {text!r}, expected FILE:KEY, such as {EXAMPLE}")
    return Join(path=named.path, on={named.ours: named.theirs})
