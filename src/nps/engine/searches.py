"""Words sought in whole columns of texts."""

from dataclasses import dataclass, field

import polars as pl

from nps.engine.cuts import form_name
from nps.engine.texts import written

SEVERAL = 3
"""From so many searches of a column on, most texts are spared most of them."""


@dataclass
class Searches:
    """Searches of texts as they stand in an export, whatever their case.

    Attributes:
        words: What each search looks for, by the column and the name of the search.
    """

    words: dict[str, dict[str, list[str]]] = field(default_factory=dict)

    def seek(self, column: str, words: list[str]) -> pl.Expr:
        """Whether any of some words is in a cell; false or null where it is missing."""
        name = form_name("test", column, "loose", repr(words))
        self.words.setdefault(column, {})[name] = words
        return pl.col(name)

    def stages(self) -> tuple[dict[str, pl.Expr], dict[str, pl.Expr]]:
        """Texts that hold any of the words of several searches, and what each search finds."""
        held: dict[str, pl.Expr] = {}
        found: dict[str, pl.Expr] = {}
        for column, searches in self.words.items():
            text, holder = written(column), form_name("held", column)
            if len(searches) >= SEVERAL:
                every = sorted({word for words in searches.values() for word in words})
                held[holder] = pl.when(_holds(text, every)).then(text)
                text = pl.col(holder)
            found |= {name: _holds(text, words) for name, words in searches.items()}
        return held, found


def _holds(text: pl.Expr, words: list[str]) -> pl.Expr:
    return text.str.contains_any(words, ascii_case_insensitive=True)
