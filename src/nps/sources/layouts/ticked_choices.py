"""Questions of which several choices may be ticked, exported as a column a choice."""

import re
from collections.abc import Sequence

from nps.frozen import frozen
from nps.sources.layouts.qualtrics_header import Header
from nps.sources.layouts.reading import Head

CHOICE = re.compile(r"(?P<question>.+)_\d+")
"""Name of the column of a choice."""
BETWEEN = " - "
"""Stands between the text of a question and that of a choice."""
TICK = "1"
"""What a ticked cell holds where it is not the text of the choice."""
FEWEST = 2


@frozen
class Ticked:
    """One such question.

    Attributes:
        name: Of the question.
        text: Of the question.
        places: Of its columns.
        choices: Text of each choice, in the same order.
    """

    name: str
    text: str
    places: tuple[int, ...]
    choices: tuple[str, ...]


def find_ticked(header: Header, responses: Head) -> list[Ticked]:
    """Find those questions whose cells show that each column is one choice, ticked or not.

    Args:
        header: Of the export.
        responses: The first ones.
    """
    together: dict[str, list[int]] = {}
    for place, name in enumerate(header.names):
        choice = CHOICE.fullmatch(name.strip())
        if choice and place < len(header.texts):
            together.setdefault(choice["question"], []).append(place)
    taken = {name.strip() for name in header.names}
    found = (
        _ticked(name, places, header.texts, responses)
        for name, places in together.items()
        if len(places) >= FEWEST and name not in taken
    )
    return [one for one in found if one is not None]


def _ticked(
    name: str, places: Sequence[int], texts: Sequence[str], responses: Head
) -> Ticked | None:
    parts = [" ".join(texts[place].split()).rpartition(BETWEEN) for place in places]
    choices = tuple(choice for _, _, choice in parts)
    questions = {question for question, _, _ in parts}
    if len(questions) > 1 or not all(questions) or len(set(choices)) < len(choices):
        return None
    rows = [
        [row[place].strip() if place < len(row) else "" for place in places] for row in responses
    ]
    marks = [{cell for cell in cells if cell} for cells in zip(*rows, strict=True)]
    if not all(mark <= {choice} or mark == {TICK}
               for mark, choice in zip(marks, choices, strict=True)):  # fmt: skip
        return None
    # NOTE: A row of a matrix in which everybody answers 1 looks like ticks, but is never blank.
    if not any(any(row) and not all(row) for row in rows):
        return None
    return Ticked(name=name, text=questions.pop(), places=tuple(places), choices=choices)
