"""What is made by a program is in step with it, and samples run."""

import json
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from nps.cli.joining import joined_exports, with_joins
from nps.cli.messages import Messages
from nps.engine.collect import collect
from nps.engine.conditions import pattern_problem
from nps.engine.tallying import tally
from nps.sources.exports import open_exports
from nps.spec.load import parse_configuration
from nps.spec.schema import json_schema

ROOT = Path(__file__).parent.parent.parent
SAMPLES = ROOT / "sample_data"
CONFIGS = sorted((ROOT / "configs").glob("*.yaml"))
REFERENCE = (ROOT / "configs" / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```yaml\n(.*?)```", REFERENCE, re.DOTALL)


def test_the_script_makes_the_sample_data_to_the_byte(tmp_path: Path) -> None:
    subprocess.run([sys.executable, str(SAMPLES / "make.py"), str(tmp_path)], check=True)

    def content(folder: Path) -> dict[str, bytes]:
        paths = [*folder.glob("*.csv"), *folder.glob("vendors/**/*")]
        paths = [path for path in paths if path.is_file()]
        return {str(path.relative_to(folder)): path.read_bytes() for path in paths}

    assert content(tmp_path) == content(SAMPLES)


def test_the_schema_file_is_in_step() -> None:
    kept = (ROOT / "configs" / "nps.schema.json").read_text(encoding="utf-8")
    assert json.loads(kept) == json_schema()


@pytest.mark.parametrize("path", CONFIGS, ids=lambda path: path.name)
def test_a_configuration_begins_with_its_question_and_the_command_that_answers_it(
    path: Path,
) -> None:
    _, question, command = path.read_text(encoding="utf-8").splitlines()[:3]
    name, *arguments = shlex.split(command.removeprefix("# "))
    done = subprocess.run(
        [sys.executable, "-m", name, *arguments, "-f", "json"],
        capture_output=True,
        check=False,
        cwd=ROOT,
        text=True,
        timeout=120,
    )

    assert done.returncode == 0, done.stderr
    assert f"configs/{path.name}" in arguments
    assert json.loads(done.stdout)["overall"]
    row = f"| [{path.name}]({path.name}) | "
    listed = [line for line in REFERENCE.splitlines() if line.startswith(row)]
    assert len(listed) == 1
    assert question.removeprefix("# ").startswith(listed[0].removeprefix(row).removesuffix("? |"))


@pytest.mark.parametrize("block", BLOCKS)
def test_a_configuration_of_the_reference_counts_the_sample(block: str) -> None:
    loaded = parse_configuration(block, "README.md", pattern_problem=pattern_problem)
    declared = with_joins(loaded.configuration, ROOT / "configs", ())
    with (
        open_exports([str(SAMPLES / "responses.csv")], collect=collect) as (export,),
        joined_exports(declared, {export.path: export}, Messages()) as (configuration, exports),
    ):
        counted = tally(list(exports.values()), configuration, tuple(configuration.segments))

    assert counted.ledger.read == sum(source.rows for source in counted.sources)
    assert counted.overall.base > 0
    assert [one.name for one in counted.segmentations] == [*loaded.configuration.segments]


def test_every_key_is_in_the_reference() -> None:
    schema = json_schema()
    keys = {key for one in (schema, *schema["$defs"].values()) for key in one["properties"]}
    assert keys - set(re.findall(r"`(\w+)`", REFERENCE)) == set()
