"""Words sought in texts: one by one, or all in one pass."""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nps.engine.searches import Searches

WORDS = st.text(st.sampled_from("aAbB. "), min_size=1, max_size=4).filter(
    lambda word: word == word.strip()
)
TEXTS = st.none() | st.text(st.sampled_from("aAbBcé. \n"), max_size=12)


def found(texts: list[str | None], searches: list[list[str]]) -> dict[str, list[bool | None]]:
    """What each search finds in each text."""
    every = Searches()
    named = {repr(words): every.seek("text", words) for words in searches}
    frame = pl.LazyFrame({"text": texts}, schema={"text": pl.String})
    for stage in every.stages():
        frame = frame.with_columns(**stage)
    return frame.select(**named).collect().to_dict(as_series=False)


def expected(texts: list[str | None], words: list[str]) -> list[bool | None]:
    return [
        None if text is None else any(word.lower() in text.lower() for word in words)
        for text in texts
    ]


@settings(deadline=None)
@given(
    st.lists(TEXTS, min_size=1, max_size=6),
    st.lists(st.lists(WORDS, min_size=1, max_size=3), min_size=1, max_size=6),
)
def test_many_searches_find_what_each_would(
    texts: list[str | None], searches: list[list[str]]
) -> None:
    assert found(texts, searches) == {repr(words): expected(texts, words) for words in searches}


@pytest.mark.parametrize("count", [62, 63, 64, 130])
def test_there_may_be_more_words_than_bits(count: int) -> None:
    searches = [[f"<{index}>"] for index in range(count)]
    texts = [f"said <{count - 1}> and <0>, <0> again", "nothing", None]
    answers = found(texts, searches)
    for index, words in enumerate(searches):
        assert answers[repr(words)] == [index in (0, count - 1), False, None]


def test_words_within_words_are_found() -> None:
    searches = [["port"], ["report"], ["REPORTING"], ["ting", "zz"]]
    assert found(["Reporting"], searches) == {repr(words): [True] for words in searches}
