import os
import socket
from pathlib import Path

import pytest

from nps.errors import SourceError
from nps.sources.paths import expand


@pytest.fixture
def exports(folder: Path) -> Path:
    for name in ("b.csv", "a.csv", "a[1].csv", "deep/c.csv", "deep/er/d.csv", "other.txt"):
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("score\n9\n")
    (folder / "folder.csv").mkdir()
    (folder / "loop.csv").symlink_to("loop.csv")
    return folder


@pytest.mark.usefixtures("exports")
@pytest.mark.parametrize(
    ("paths", "expected"),
    [
        (["b.csv", "a.csv"], ["b.csv", "a.csv"]),
        (["-", "a.csv"], ["-", "a.csv"]),
        (["?.csv"], ["a.csv", "b.csv"]),
        (["./*.csv"], ["./a.csv", "./a[1].csv", "./b.csv"]),
        (["**/*.csv"], ["a.csv", "a[1].csv", "b.csv", "deep/c.csv", "deep/er/d.csv"]),
        (["a[1].csv"], ["a[1].csv"]),
        (["b.csv", "[a]*.csv"], ["b.csv", "a.csv", "a[1].csv"]),
        ([], []),
    ],
)
def test_paths_are_expanded(paths: list[str], expected: list[str]) -> None:
    assert expand(paths) == tuple(expected)


def test_a_pattern_may_be_absolute(exports: Path) -> None:
    assert expand([f"{exports}/deep/*.csv"]) == (f"{exports}/deep/c.csv",)


@pytest.mark.usefixtures("exports")
@pytest.mark.parametrize(
    ("paths", "message"),
    [
        (["othr.txt"], "othr.txt: no such file, did you mean 'other.txt'?"),
        (["deep/C.CSV"], "deep/C.CSV: no such file, did you mean 'c.csv'?"),
        (["xyz"], "xyz: no such file; check the name"),
        ([""], ": no such file; check the name"),
        (["a.csv/b"], "a.csv/b: no such folder; check the path"),
        (["nowhere/a.csv"], "nowhere/a.csv: no such folder; check the path"),
        (["a\0b/c"], "a\0b/c: no such folder; check the path"),
        (
            ["deep"],
            (
                "deep: a folder, expected an export; name the files in it,"
                " for instance with a pattern such as 'exports/*.csv'"
            ),
        ),
        (["*.tsv"], "*.tsv: no file matches this pattern; check the folder and the name"),
        (
            ["folder*"],
            "folder*: no file matches this pattern; check the folder and the name",
        ),
        (["loop.csv"], "loop.csv: cannot be read (Too many levels of symbolic links)"),
        (
            ["ftp://me:secret@example.org/*.csv?token=1"],
            (
                "ftp://…: addresses of this kind are not read; expected postgresql://, sqlite:///,"
                " duckdb:///, https://, s3://, gs:// or az://"
            ),
        ),
        (
            ["a.csv", "b.csv", "a.csv"],
            "a.csv: named twice, which would count its responses twice; name it once",
        ),
        (
            ["a.csv", "./*.csv"],
            (
                "./a.csv: named twice (first as a.csv), which would count its responses twice;"
                " name it once"
            ),
        ),
        (
            ["-", "-"],
            "standard input: named twice, which would count its responses twice; name it once",
        ),
    ],
)
def test_a_path_that_cannot_be_used_is_named(paths: list[str], message: str) -> None:
    with pytest.raises(SourceError) as failure:
        expand(paths)
    assert str(failure.value) == message


def test_a_link_to_a_file_already_named_is_found_out(exports: Path) -> None:
    (exports / "link.csv").symlink_to("a.csv")
    with pytest.raises(SourceError, match=r"^link\.csv: named twice \(first as a\.csv\)"):
        expand(["a.csv", "link.csv"])


def test_a_name_that_is_no_text_is_shown_in_full(folder: Path) -> None:
    name = os.fsdecode(b"caf\xe9.csv")
    with pytest.raises(SourceError, match=r"^caf\\udce9\.csv: no such file"):
        expand([name])
    (folder / name).touch()
    assert expand([name]) == (name,)


def test_a_pattern_takes_files_only(folder: Path) -> None:
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("socket.csv")
        (folder / "a.csv").touch()
        assert expand(["*.csv"]) == ("a.csv",)
