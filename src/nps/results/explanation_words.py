"""Conditions and cells in words, as a person would say them."""

import re
from collections.abc import Sequence
from typing import assert_never

from nps.spec.conditions import Condition, Operand, Test
from nps.spec.core import read_plain

BARE = re.compile(r"[\w.&/+:-]+")
"""Texts that are read as one word without quotes."""
RESERVED = frozenset({"and", "or", "not", "is", "has", "in"})
SIGNS = {"gt": ">", "gte": ">=", "lt": "<", "lte": "<="}
LONGEST_SHOWN = 60
"""Characters of the longest cell that is shown."""
WHOLE = 10**15
"""Whole numbers below this are written without an exponent."""


def condition_words(condition: Condition) -> str:
    """`logins_30d < 3 or tickets_90d >= 4`, with parentheses only where they are needed."""
    return _words(condition)[0]


def comparison_words(test: Test) -> str:
    """`tenure_days < 90`, `plan is one of gov, edu`, `comment contains "price"`."""
    column, operands = quoted(test.column), test.operands
    match test.operator:
        case "eq" | "in":
            words = f"is {one_of(operands)}"
        case "ne" | "not_in":
            words = f"is {'none of' if len(operands) > 1 else 'not'} {_listed(operands)}"
        case "gt" | "gte" | "lt" | "lte":
            words = f"{SIGNS[test.operator]} {_limit(operands[0])}"
        case "between":
            low, high = map(_limit, operands)
            return f"{low} <= {column} <= {high}"
        case "contains" | "starts_with" | "ends_with" | "matches":
            needles = ", ".join(in_quotes(str(operand)) for operand in operands)
            several = "one of " if len(operands) > 1 else ""
            words = f"{test.operator.replace('_', ' ')} {several}{needles}"
        case "has":
            words = f"has {one_of(operands)}"
        case "is_null":
            words = "is missing" if operands[0] else "is not missing"
        case _ as never:
            assert_never(never)
    return f"{column} {words}"


def one_of(operands: Sequence[Operand]) -> str:
    """`gov`, `one of gov, edu`."""
    return f"{'one of ' if len(operands) > 1 else ''}{_listed(operands)}"


def number_words(number: float) -> str:
    """A number as it is written in YAML: 10, 2.5."""
    whole = float(number).is_integer() and abs(number) < WHOLE
    return str(int(number)) if whole else repr(number)


def quoted(text: str) -> str:
    """A name or a text as one word: bare, or in quotes where it could be read as something else."""
    plain = BARE.fullmatch(text) and text.casefold() not in RESERVED
    return text if plain and isinstance(read_plain(text), str) else in_quotes(text)


def in_quotes(text: str) -> str:
    """A text in double quotes, those within it told apart by a backslash."""
    return '"' + text.replace('"', r"\"") + '"'


def cell_words(cell: str) -> str:
    """A cell as it may be shown; a long one may be a comment, and only its length is told."""
    return cell if len(cell) <= LONGEST_SHOWN else f"(a text of {len(cell):,} characters)"


def _words(condition: Condition) -> tuple[str, str]:
    """The words of a condition, and what joins them: `and`, `or` or nothing."""
    parts = [(comparison_words(test), "") for test in condition.tests()]
    parts += [_words(part) for part in condition.all_ or ()]
    if condition.any_:
        parts.append(_joined([_words(part) for part in condition.any_], "or"))
    if condition.not_ is not None:
        parts.append((f"not ({_words(condition.not_)[0]})", ""))
    return _joined(parts, "and")


def _joined(parts: Sequence[tuple[str, str]], joint: str) -> tuple[str, str]:
    if len(parts) == 1:
        return parts[0]
    words = (text if joined in ("", joint) else f"({text})" for text, joined in parts)
    return f" {joint} ".join(words), joint


def _listed(operands: Sequence[Operand]) -> str:
    return ", ".join(map(_operand, operands))


def _operand(operand: Operand) -> str:
    """A value as it is written in YAML: texts that look like something else are in quotes."""
    return quoted(operand) if isinstance(operand, str) else _limit(operand)


def _limit(operand: Operand) -> str:
    """A number, or a date, which needs no quotes beside a sign."""
    if isinstance(operand, bool):
        return str(operand).lower()
    return operand if isinstance(operand, str) else number_words(operand)
