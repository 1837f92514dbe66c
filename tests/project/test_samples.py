"""What is made by a program is in step with it."""

import json
import subprocess
import sys
from pathlib import Path

from nps.spec.schema import json_schema

ROOT = Path(__file__).parent.parent.parent
SAMPLES = ROOT / "sample_data"


def test_the_script_makes_the_sample_data_to_the_byte(tmp_path: Path) -> None:
    subprocess.run([sys.executable, str(SAMPLES / "make.py"), str(tmp_path)], check=True)

    kept = {path.name: path.read_bytes() for path in SAMPLES.glob("*.csv")}
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == kept


def test_the_schema_file_is_in_step() -> None:
    kept = (ROOT / "configs" / "nps.schema.json").read_text(encoding="utf-8")
    assert json.loads(kept) == json_schema()
