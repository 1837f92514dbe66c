import gzip
from pathlib import Path

import pytest

from nps.engine.collect import collect
from nps.errors import SourceError
from nps.sources import exports, scratch
from nps.sources.exports import open_exports


@pytest.fixture
def temporary(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    place = folder / "temporary"
    place.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(place))
    return place


def test_exports_come_in_the_order_named(folder: Path) -> None:
    (folder / "b.csv").write_text("score\n9\n")
    (folder / "a.tsv").write_text("score\tplan\n9\tFree\n")
    with open_exports(["b.csv", "a.tsv"], collect=collect) as found:
        assert [(export.path, export.format, export.layout) for export in found] == [
            ("b.csv", "csv", "plain"),
            ("a.tsv", "tsv", "plain"),
        ]


def test_a_plain_file_needs_no_temporary_one(temporary: Path) -> None:
    Path("a.csv").write_text('a,b\n1,"x\n\ny"\n')
    with open_exports(["a.csv"], collect=collect):
        assert list(temporary.iterdir()) == []


def test_temporary_files_are_gone_at_the_end(temporary: Path) -> None:
    Path("a.csv.gz").write_bytes(gzip.compress("a,b\né\n".encode("utf-16")))
    with open_exports(["a.csv.gz"], collect=collect) as (export,):
        assert [len(list(place.iterdir())) for place in temporary.iterdir()] == [3]
        assert export.frame.collect().fill_null("").rows() == [("é", "")]
    assert list(temporary.iterdir()) == []


def test_temporary_files_are_gone_after_a_failure(temporary: Path) -> None:
    Path("a.csv.gz").write_bytes(gzip.compress(b"a,b\n1,2,3\n"))
    with (
        pytest.raises(SourceError, match="line 2 has 3 cells"),
        open_exports(["a.csv.gz"], collect=collect),
    ):
        pass
    assert list(temporary.iterdir()) == []


def test_temporary_files_are_gone_after_a_failure_of_the_user(temporary: Path) -> None:
    Path("a.csv").write_bytes(b"a,b\n1\n")

    def fail() -> None:
        with open_exports(["a.csv"], collect=collect):
            assert len(list(temporary.iterdir())) == 1
            raise LookupError

    with pytest.raises(LookupError):
        fail()
    assert list(temporary.iterdir()) == []


@pytest.mark.usefixtures("folder")
def test_a_full_disk_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scratch.Scratch, "new", lambda _: Path("/dev/full"))
    Path("a.csv").write_text("a,b\n1\n")
    with pytest.raises(SourceError) as failure, open_exports(["a.csv"], collect=collect):
        pass
    assert str(failure.value) == (
        "a.csv: cannot be read (No space left on device); free some room, or point TMPDIR elsewhere"
    )


@pytest.mark.usefixtures("folder")
def test_a_file_that_goes_away_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exports, "expand", lambda paths: paths)
    with pytest.raises(SourceError) as failure, open_exports(["a.csv"], collect=collect):
        pass
    assert str(failure.value) == "a.csv: cannot be read (No such file or directory)"
