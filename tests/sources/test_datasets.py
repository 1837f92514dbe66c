from pathlib import Path

import polars as pl
import pytest

from nps.engine.collect import collect
from nps.errors import SourceError
from nps.sources.exports import open_exports

RESPONSES = pl.DataFrame({"score": [9, 8]})


def write(part: str, frame: pl.DataFrame = RESPONSES) -> None:
    Path(part).parent.mkdir(parents=True, exist_ok=True)
    frame.write_parquet(part)


def failure() -> str:
    with pytest.raises(SourceError) as raised, open_exports(["lake"], collect=collect):
        pass
    return str(raised.value)


@pytest.mark.usefixtures("folder")
def test_names_of_folders_are_columns_of_text() -> None:
    write("lake/year=2026/month=03/0.parquet")
    write("lake/year=2025/month=a%20b/0.parquet")
    write("lake/year=2025/month=__HIVE_DEFAULT_PARTITION__/0.parquet")
    Path("lake/_SUCCESS").touch()
    Path("lake/year=2026/month=03/.0.crc").touch()

    with open_exports(["lake"], collect=collect) as (export,):
        assert (export.format, export.columns) == ("parquet", ("score", "year", "month"))
        assert export.frame.collect(engine="streaming").rows() == [
            (9, "2025", None), (8, "2025", None), (9, "2025", "a b"), (8, "2025", "a b"),
            (9, "2026", "03"), (8, "2026", "03"),
        ]  # fmt: skip


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    "parts", [["0.parquet"], ["year=2026/0.csv"], ["year=2026/0.parquet", "notes.txt"], []]
)
def test_a_folder_of_anything_else_is_refused(parts: list[str]) -> None:
    Path("lake").mkdir()
    for part in parts:
        write(f"lake/{part}")

    assert failure().startswith("lake: a folder, expected an export; name the files in it")


@pytest.mark.usefixtures("folder")
def test_folders_of_different_names_are_refused() -> None:
    write("lake/year=2026/0.parquet")
    write("lake/day=1/0.parquet")

    assert failure().startswith("lake: its files lie in folders of different names (day and year)")


@pytest.mark.usefixtures("folder")
def test_files_with_different_columns_are_refused() -> None:
    write("lake/year=2026/0.parquet")
    write("lake/year=2027/0.parquet", pl.DataFrame({"score": ["9"]}))

    assert failure().startswith("lake: its files differ in column 'score'")


@pytest.mark.usefixtures("folder")
def test_a_damaged_file_is_named() -> None:
    write("lake/year=2026/0.parquet")
    Path("lake/year=2026/1.parquet").write_bytes(b"PAR1")

    assert failure() == (
        "lake: a folder with a Parquet file that is damaged or ends too early; fetch it again"
    )
