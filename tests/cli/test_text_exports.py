"""Text exports as systems write them: the same report, and what was made of them in its notes."""

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

Call = Callable[..., CompletedProcess[str]]
ROWS = ["score,plan", "10,Größe", '9,"a, b"', "3,Größe", "", "nope,Größe", "7,Größe"]
LEDGER = {"read": 5, "scored": 4, "not_a_number": 1}
SEGMENTS = {"Größe": [3, 1, 1], "a, b": [1, 1, 0]}
"""Base, promoters and detractors."""
MIXED = "\n".join(ROWS[:-1]).encode() + b"\n" + b"7,Gr\xf6\xdfe\n"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("\n".join(ROWS).encode(), ""),
        ("\r".join(ROWS).encode(), ""),
        ("\r\r\n".join(ROWS).encode(), ""),
        ("\r".join(ROWS[:3]).encode() + b"\r\r\n" + "\n".join(ROWS[3:]).encode(), ""),
        ("\r\n".join(["sep=,", *ROWS]).encode("utf-16"), ""),
        (
            "\n".join(ROWS).encode("cp1252"),
            "export.csv: not UTF-8, read as cp1252; if letters look wrong, give --encoding",
        ),
        (
            MIXED,
            "export.csv: encodings are mixed: 2 characters read as cp1252, the first on line 7;"
            " if letters look wrong, give --encoding",
        ),
    ],
    ids=["LF", "CR", "CR CR LF", "mixed line ends", "sep=", "cp1252", "mixed encodings"],
)
def test_text_is_read_however_it_is_written(
    call: Call, folder: Path, content: bytes, said: str
) -> None:
    (folder / "export.csv").write_bytes(content)
    done = call("segment", "export.csv", "--by", "plan", "-f", "json")
    assert done.returncode == 0
    found = json.loads(done.stdout)
    segments = {
        one["segment"]: [one["base"], one["promoters"]["count"], one["detractors"]["count"]]
        for one in found["segmentations"][0]["segments"]
    }
    assert segments == SEGMENTS
    assert {name: found["ledger"][name] for name in LEDGER} == LEDGER
    assert [note for note in found["notes"] if "export.csv" in note] == [said] * bool(said)


def test_characters_that_cannot_be_known_are_counted(call: Call, folder: Path) -> None:
    (folder / "export.csv").write_bytes("score,plan\n9,Größe".encode() + b"\xc3\n8,Free\n")
    done = call("segment", "export.csv", "--by", "plan")
    assert done.returncode == 0
    assert (
        "export.csv: encodings are mixed: 1 character replaced by \ufffd, the first on line 2"
        in done.stdout
    )


def test_an_encoding_that_is_given_holds_for_every_byte(call: Call, folder: Path) -> None:
    (folder / "export.csv").write_bytes(MIXED)
    done = call("segment", "export.csv", "--by", "plan", "--encoding", "utf-8")
    assert done.returncode == 2
    assert "export.csv: line 7 does not decode as utf-8; give the encoding" in done.stderr


def test_an_over_long_row_is_located_whatever_ends_the_lines(call: Call, folder: Path) -> None:
    (folder / "export.csv").write_bytes(b"sep=;\r\r\nscore;plan\r\r\n9;a\r\r\n8;b;c\r\r\n")
    done = call("segment", "export.csv", "--by", "plan")
    assert done.returncode == 2
    assert "export.csv: line 4 has 3 cells, expected 2" in done.stderr
