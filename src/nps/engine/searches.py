"""Words sought in whole columns of texts."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import polars as pl

from nps.engine.cuts import form_name
from nps.engine.texts import written

SEVERAL = 3
"""From so many searches of a column on, all their words are looked for at once."""
BITS = 63
"""Words that one number tells of."""


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
        """Which of all words are in a text, as bits of numbers, and what each search finds."""
        held: dict[str, pl.Expr] = {}
        found: dict[str, pl.Expr] = {}
        for column, searches in self.words.items():
            text = written(column)
            if len(searches) < SEVERAL:
                found |= {
                    name: text.str.contains_any(words, ascii_case_insensitive=True)
                    for name, words in searches.items()
                }
                continue
            every = sorted({word.lower() for words in searches.values() for word in words})
            holders = {
                form_name("held", column, str(start)): every[start : start + BITS]
                for start in range(0, len(every), BITS)
            }
            held |= {holder: _held(text, words) for holder, words in holders.items()}
            found |= {name: _any(holders, words) for name, words in searches.items()}
        return held, found


def _held(text: pl.Expr, words: list[str]) -> pl.Expr:
    """A bit for each word that is in a text, the first the lowest; null where there is no text."""
    bits = [1 << place for place in range(len(words))]
    bit = pl.element().str.to_lowercase().replace_strict(words, bits, return_dtype=pl.UInt64)
    # NOTE: Different bits, each once, add up to the number that has them all.
    words_in_text = text.str.extract_many(words, ascii_case_insensitive=True, overlapping=True)
    return words_in_text.list.eval(bit).list.unique().list.sum()


def _any(holders: Mapping[str, list[str]], words: list[str]) -> pl.Expr:
    """Whether any of some words is in a text."""
    sought = {word.lower() for word in words}
    masks = {
        holder: sum(1 << place for place, word in enumerate(held) if word in sought)
        for holder, held in holders.items()
    }
    tests = [
        pl.col(holder) & pl.lit(mask, pl.UInt64) != 0 for holder, mask in masks.items() if mask
    ]
    return pl.any_horizontal(tests)
