import codecs
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest

from nps.sources.export import Export

Rows = Callable[[bytes], list[tuple[object, ...]]]
Opened = Callable[[bytes], AbstractContextManager[Export]]


@pytest.mark.parametrize(
    ("content", "rows"),
    [
        (b'{"score": 9, "id": "007"}\n{"score": 10}\n', [(9, "007"), (10, "")]),
        (b'{"score": 9}\r\n\r\n  \n{"score": 10}', [(9,), (10,)]),
        (codecs.BOM_UTF8 + b'{"score": 9}\n{"score": 10}\n', [(9,), (10,)]),
        (b'{"score": 9}\n{"score": 9.5}\n', [(9.0,), (9.5,)]),
        (b'{"score": 9}\n{"score": "10"}\n', [("9",), ("10",)]),
        (b'{"score": 9.5}\n{"score": true}\n', [("9.5",), ("true",)]),
        (b'{"a": "x"}\n' * 200 + b'{"a": "x", "late": "y"}\n', [("x", "")] * 200 + [("x", "y")]),
    ],
    ids=["types", "blank lines", "a mark", "fractions", "texts", "truth", "a late key"],
)
def test_objects_are_rows(opened: Opened, content: bytes, rows: list[tuple[object, ...]]) -> None:
    with opened(content) as export:
        assert export.format == "ndjson"
        found = export.frame.collect(engine="streaming").rows()
    assert [tuple("" if cell is None else cell for cell in row) for row in found] == rows


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b'{"score": 9}\n{"score": \n', "line 2 is no JSON object that is whole"),
        (b'{"score": 9}\n[10]\n', "line 2 is no JSON object that is whole"),
        (b'{"score": 9, "comment": "s3c', "line 1 is no JSON object that is whole"),
        (b'{"score": 9,\n"plan": "s3c"}\n', "found JSON that is no object a line"),
        (b'{\n  "score": 9\n}\n', "found JSON that is no object a line"),
    ],
)
def test_what_is_no_object_a_line_is_named(
    failure_of: Callable[[bytes], str], content: bytes, message: str
) -> None:
    assert message in failure_of(content)
    assert "s3c" not in failure_of(content)
