"""The built wheel runs the main job without the source tree."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, check=True, capture_output=True, cwd=ROOT)
    (built,) = folder.glob("*.whl")
    return built


def test_the_wheel_runs_the_main_job(wheel: Path, tmp_path: Path) -> None:
    export = tmp_path / "export.csv"
    export.write_text("nps,plan\n10,a\n9,a\n0,b\n", encoding="utf-8")
    script = "import nps, sys; print(nps.__file__); from nps.__main__ import run; run()"
    done = subprocess.run(
        [sys.executable, "-c", script, "segment", "export.csv", "--by", "plan", "-f", "tsv"],
        capture_output=True,
        text=True,
        check=True,
        cwd=tmp_path,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(wheel)},
    )

    where, header, *rows = done.stdout.splitlines()
    assert where.startswith(str(wheel))
    assert header.split("\t")[:4] == ["segmentation", "segment", "base", "share_of_base"]
    assert [row.split("\t")[:3] for row in rows] == [
        ["", "All responses", "3"],
        ["plan", "a", "2"],
        ["plan", "b", "1"],
    ]
