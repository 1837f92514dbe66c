"""Two segments against each other."""

import csv
import io
import json
from collections.abc import Callable
from math import erfc, sqrt
from pathlib import Path
from typing import Any

import pytest

from nps.render.registry import FORMATS

Call = Callable[..., Any]
ROWS = [
    # score, role, plan, account, tags
    *[(10, "Admin", "Free", "A1", "beta;api")] * 6,
    *[(3, "User", "Free", "A1", "api")] * 5,
    *[(9, "User", "Pro", "A2", "beta")] * 7,
    *[(2, "Admin", "Pro", "A2", "")] * 4,
    *[(8, "Admin", "Free", "A3", "beta")] * 5,
    *[(7, "User", "Free", "A3", "api")] * 6,
    (0, "Buyer", "Pro", "A4", "beta;api"),
    (10, "a=b", "Pro", "", "beta"),
]
CONFIG = """version: 1
survey: {score: score}
segments:
  role: role
  tags: {tags: tags, split: ";"}
  watch: {overlap: true, rules: {Free one: {plan: Free}, Admins: {role: Admin}}}
  plan: plan
  role_by_plan: {cross: [role, plan]}
"""


@pytest.fixture
def survey(folder: Path) -> Path:
    lines = ["score,role,plan,account,tags", *(",".join(map(str, row)) for row in ROWS)]
    (folder / "roles.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (folder / "roles.yaml").write_text(CONFIG, encoding="utf-8")
    return folder


def compared(call: Call, first: str, second: str, *options: str) -> dict[str, Any]:
    done = call("segment", "roles.csv", "-c", "roles.yaml", "-q", "-f", "json",
                "--compare", first, second, *options)  # fmt: skip
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def sides(found: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    first, second = (part["segments"][0] for part in found["segmentations"])
    return first, second


def groups(rows: list[tuple[Any, ...]]) -> tuple[int, int, int]:
    scores = [row[0] for row in rows]
    return sum(s < 7 for s in scores), sum(7 <= s < 9 for s in scores), sum(s > 8 for s in scores)


def moments(down: float, flat: float, up: float) -> tuple[float, float, float]:
    n = down + flat + up
    mean = (up - down) / n
    return n, mean, (up + down) / n - mean**2


def smaller_z(one: tuple[int, int, int], other: tuple[int, int, int]) -> float:
    """The smaller of the adjusted and the pooled z, by hand."""
    (n, m, v), (n2, m2, v2) = (moments(d + 0.75, f + 1.5, u + 0.75) for d, f, u in (one, other))
    adjusted = (m - m2) / sqrt(v / n + v2 / n2)
    (n, m, _), (n2, m2, _) = moments(*one), moments(*other)
    _, _, v = moments(*(a + b for a, b in zip(one, other, strict=True)))
    pooled = (m - m2) / sqrt(v * (1 / n + 1 / n2))
    return min(adjusted, pooled, key=abs)


@pytest.mark.usefixtures("survey")
def test_segments_of_a_partition_are_tested_against_each_other(call: Call) -> None:
    found = compared(call, "role=Admin", "role=User")
    admins, users = ([row for row in ROWS if row[1] == role] for role in ("Admin", "User"))
    one, other = groups(admins), groups(users)
    z = smaller_z(one, other)

    first, second = sides(found)
    assert (first["segment"], first["base"]) == ("Admin", 15)
    assert (second["segment"], second["base"]) == ("User", 18)
    assert found["comparison"]["difference"] == pytest.approx(first["nps"] - second["nps"])
    assert found["comparison"]["z"] == pytest.approx(z, abs=1e-12)
    assert found["comparison"]["p"] == pytest.approx(erfc(abs(z) / sqrt(2)), abs=1e-12)
    low, high = (found["comparison"]["interval"][limit] for limit in ("low", "high"))
    assert low < found["comparison"]["difference"] < high
    assert found["comparison"]["significant"] is (low > 0 or high < 0)
    assert found["comparison"]["in_both"] == 0
    assert first["vs_other"]["p"] == found["comparison"]["p"]
    assert second["vs_other"] is None


@pytest.mark.parametrize(
    ("first", "second", "in_first", "in_second"),
    [
        ("tags=beta", "tags=api", lambda row: "beta" in row[4], lambda row: "api" in row[4]),
        ("watch=Free one", "watch=Admins", lambda r: r[2] == "Free", lambda r: r[1] == "Admin"),
        ("role=Admin", "plan=Free", lambda row: row[1] == "Admin", lambda row: row[2] == "Free"),
        ("role_by_plan=Admin × Free", "role=Admin",
         lambda row: row[1:3] == ("Admin", "Free"), lambda row: row[1] == "Admin"),
        ("role=a=b", "role=Admin", lambda row: row[1] == "a=b", lambda row: row[1] == "Admin"),
    ],
)  # fmt: skip
@pytest.mark.usefixtures("survey")
def test_overlapping_segments_are_compared_without_what_they_share(
    call: Call,
    first: str,
    second: str,
    in_first: Callable[[tuple[Any, ...]], bool],
    in_second: Callable[[tuple[Any, ...]], bool],
) -> None:
    found = compared(call, first, second)
    shared = sum(in_first(row) and in_second(row) for row in ROWS)
    bases = [side["base"] for side in sides(found)]

    assert bases == [sum(map(in_first, ROWS)) - shared, sum(map(in_second, ROWS)) - shared]
    assert found["comparison"]["in_both"] == shared
    said = [note for note in found["notes"] if "in both segments" in note]
    assert len(said) == bool(shared)
    assert all(f"{shared} answer" in note for note in said)


@pytest.mark.usefixtures("survey")
def test_accounts_that_disagree_are_named(call: Call) -> None:
    found = compared(call, "role=Admin", "role=User", "--account", "account")

    assert found["comparison"]["accounts_in_both"] == 3
    assert found["accounts"] == [
        {"account": "A1", "first": {"base": 6, "nps": 100.0}, "second": {"base": 5, "nps": -100.0},
         "difference": 200.0},
        {"account": "A2", "first": {"base": 4, "nps": -100.0}, "second": {"base": 7, "nps": 100.0},
         "difference": -200.0},
    ]  # fmt: skip
    # NOTE: Three accounts on either side are too few to test, however many answers there are.
    assert found["comparison"]["p"] is None
    assert compared(call, "role=Admin", "role=User")["comparison"]["accounts_in_both"] is None


@pytest.mark.usefixtures("survey")
def test_clusters_of_many_accounts_widen_the_interval(folder: Path, call: Call) -> None:
    lines = ["score,role,account"]
    for account in range(30):
        for role, score in (("Admin", 10 if account % 3 else 2), ("User", 9 if account % 2 else 5)):
            lines += [f"{score},{role},C{account}"] * 4
    (folder / "roles.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    options = ("segment", "roles.csv", "--no-config", "-q", "-f", "json",
               "--compare", "role=Admin", "role=User")  # fmt: skip
    plain, clustered = (
        json.loads(call(*options, *more).stdout)["comparison"]
        for more in ((), ("--account", "account"))
    )
    assert plain["difference"] == clustered["difference"]
    assert plain["significant"] is True
    assert clustered["significant"] is False
    assert clustered["interval"]["low"] < 0 < plain["interval"]["low"]


@pytest.mark.parametrize("output_format", FORMATS)
@pytest.mark.usefixtures("survey")
def test_every_format_shows_both_and_the_accounts(
    folder: Path, call: Call, output_format: str
) -> None:
    done = call("segment", "roles.csv", "--no-config", "--account", "account", "-o", "out",
                "-f", output_format, "--compare", "role=Admin", "role=User")  # fmt: skip
    assert done.returncode == 0
    written = (folder / "out").read_bytes()
    assert all(name in written for name in (b"Admin", b"User", b"A1", b"A2"))
    if output_format == "csv":
        rows = list(csv.DictReader(io.StringIO(written.decode())))
        assert [row["segment"] for row in rows] == ["All responses", "Admin", "User", "", ""]
        assert [row["account"] for row in rows] == ["", "", "", "A1", "A2"]
        assert float(rows[1]["vs_other.difference"]) == pytest.approx(
            float(rows[1]["nps"]) - float(rows[2]["nps"])
        )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("role=Admin", "role=Admin"), "found 'role=Admin' twice, expected two segments"),
        (("role=Admin", "role=Usr"), "'role' has no segment 'Usr', did you mean 'User'?"),
        (("role=Admin", "role=Nobody at all"), "there are User, Admin"),
        (("rle=Admin", "role=User"), "no segmentation or column 'rle', did you mean 'role'?"),
        (("Admin", "role=User"), "found 'Admin', expected a segmentation or column and its"),
        (("role=Admin", "role=User", "--bands"), "--bands: found it with --compare"),
        (("role=Admin", "role=User", "--sort", "nps"), "--sort: found it with --compare"),
        (("role=Admin", "role=User", "--suppress-below", "5"), "--suppress-below: found it with"),
        (("role=Admin",), "--compare"),
    ],
)
@pytest.mark.usefixtures("survey")
def test_mistakes_are_said(call: Call, arguments: tuple[str, ...], message: str) -> None:
    done = call("segment", "roles.csv", "-c", "roles.yaml", "--compare", *arguments)
    assert done.returncode == 2
    assert message in done.stderr
    assert not done.stdout


@pytest.mark.usefixtures("survey")
def test_few_answers_are_compared_and_not_tested(call: Call) -> None:
    done = call("segment", "roles.csv", "--no-config", "--compare", "role=Buyer", "role=User")
    assert "role=Buyer -100, role=User +11: -111 points" in done.stdout
    assert "Not tested" in done.stdout


def test_errors_name_no_value_that_few_answers_share(folder: Path, call: Call) -> None:
    lines = ["mail,score,plan", "ann@x.com,9,A", "bob@x.com,3,B", *["c@x.com,7,Common"] * 6]
    (folder / "mail.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    for first, second in (("mail=ann@x.co", "plan=A"), ("plan=A", "plan=Commn")):
        done = call("segment", "mail.csv", "--no-config", "--compare", first, second)
        assert done.returncode == 2
        assert "has no segment" in done.stderr
        assert "ann@" not in done.stderr.replace(first, "").replace("'ann@x.co'", "")
        assert "bob@" not in done.stderr
    assert "did you mean 'Common'?" in done.stderr
