from typing import Any

import pytest

from nps.results.explanation_words import cell_words, condition_words, quoted
from nps.spec.conditions import Condition

CONDITIONS: list[tuple[dict[str, Any], str]] = [
    ({"tenure_days": {"lt": 90}}, "tenure_days < 90"),
    ({"mrr": {"gte": 2.5}}, "mrr >= 2.5"),
    ({"mrr": {"gt": 1e300}}, "mrr > 1e+300"),
    ({"mrr": {"gt": 10, "lte": 50}}, "mrr > 10 and mrr <= 50"),
    ({"mrr": {"between": [10, 50]}}, "10 <= mrr <= 50"),
    ({"day": {"gte": "2026-01-01"}}, "day >= 2026-01-01"),
    ({"plan": "free"}, "plan is free"),
    ({"plan": ["gov"]}, "plan is gov"),
    ({"plan": ["gov", "edu"]}, "plan is one of gov, edu"),
    ({"plan": {"ne": "free"}}, "plan is not free"),
    ({"plan": {"not_in": ["free"]}}, "plan is not free"),
    ({"plan": {"not_in": ["free", "trial"]}}, "plan is none of free, trial"),
    ({"plan": 3}, "plan is 3"),
    ({"plan": "3"}, 'plan is "3"'),
    ({"plan": [True, "true", "null", "a, b"]}, 'plan is one of true, "true", "null", "a, b"'),
    ({"role": "Decision maker"}, 'role is "Decision maker"'),
    ({"How likely?": {"lt": 3}}, '"How likely?" < 3'),
    ({"comment": {"contains": "price"}}, 'comment contains "price"'),
    ({"comment": {"contains": ["a", 'say "b"']}}, r'comment contains one of "a", "say \"b\""'),
    ({"comment": {"starts_with": "Re:"}}, 'comment starts with "Re:"'),
    ({"comment": {"ends_with": "!"}}, 'comment ends with "!"'),
    ({"comment": {"matches": "^a+"}}, 'comment matches "^a+"'),
    ({"topics": {"has": ["api", "key account"]}}, 'topics has one of api, "key account"'),
    ({"csat": {"is_null": True}}, "csat is missing"),
    ({"csat": {"is_null": False}}, "csat is not missing"),
    ({"a": 1, "b": 2}, "a is 1 and b is 2"),
    ({"any": [{"logins": {"lt": 3}}, {"tickets": {"gte": 4}}]}, "logins < 3 or tickets >= 4"),
    ({"any": [{"a": 1}, {"b": 2}], "c": 3}, "c is 3 and (a is 1 or b is 2)"),
    ({"any": [{"a": 1, "b": 2}, {"c": 3}]}, "(a is 1 and b is 2) or c is 3"),
    ({"any": [{"any": [{"a": 1}, {"b": 2}]}, {"c": 3}]}, "a is 1 or b is 2 or c is 3"),
    ({"all": [{"a": 1, "b": 2}, {"c": 3}]}, "a is 1 and b is 2 and c is 3"),
    ({"any": [{"a": 1}]}, "a is 1"),
    ({"not": {"a": 1}}, "not (a is 1)"),
    ({"not": {"any": [{"a": 1}, {"b": 2}]}, "c": 3}, "c is 3 and not (a is 1 or b is 2)"),
]


@pytest.mark.parametrize(("declared", "words"), CONDITIONS)
def test_condition_reads_as_a_person_would_say_it(declared: dict[str, Any], words: str) -> None:
    assert condition_words(Condition.model_validate(declared)) == words


@pytest.mark.parametrize("text", ["and", "Not", "", "a b", "1.10", "~", "yes or no", "0x1F"])
def test_texts_that_could_be_read_as_something_else_are_quoted(text: str) -> None:
    assert quoted(text) == f'"{text}"'


@pytest.mark.parametrize("text", ["plan", "NO", "yes", "R&D", "a/b", "2026-01-01", "Gebühr"])
def test_plain_words_need_no_quotes(text: str) -> None:
    assert quoted(text) == text


def test_long_cells_are_told_by_their_length() -> None:
    assert cell_words("x" * 60) == "x" * 60
    assert cell_words("x" * 61) == "(a text of 61 characters)"
    assert cell_words("x" * 1234) == "(a text of 1,234 characters)"
