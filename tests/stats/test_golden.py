"""Figures agree with R to 1e-9."""

from collections.abc import Iterator
from typing import Any

import pytest
from tests.stats.rows import CLOSE, GOLDEN, Row, golden_rows, selected, sums_of

from nps.stats.comparisons import adjusted_estimate, adjusted_p, compare, two_sided_p
from nps.stats.groups import Groups, group_counts
from nps.stats.intervals import (
    adjust,
    adjusted_wald_limits,
    interval,
    quantile,
    score_limits,
    wald_limits,
)
from nps.stats.samples import Sample, sample
from nps.stats.splits import split

Z = GOLDEN["meta"]["z_975"]
Case = dict[str, Any]


def close(expected: object) -> Any:  # noqa: ANN401  # as pytest has it
    return pytest.approx(expected, abs=CLOSE)


def in_points(limits: tuple[float, float]) -> list[float]:
    return [100 * limit for limit in limits]


def grouped(counts: Any) -> Groups:  # noqa: ANN401  # as JSON has them
    detractors, passives, promoters = counts
    return Groups(detractors=detractors, passives=passives, promoters=promoters)


# By counts


@pytest.fixture(params=sorted(GOLDEN["counts"]))
def case(request: pytest.FixtureRequest) -> Case:
    found: Case = GOLDEN["counts"][request.param]
    return found


@pytest.fixture
def groups(case: Case) -> Groups:
    return grouped((case["det"], case["pas"], case["pro"]))


def test_quantile() -> None:
    assert quantile(0.95) == close(Z)


def test_nps_and_standard_error(case: Case, groups: Groups) -> None:
    assert groups.base == case["n"]
    assert groups.nps == close(case["nps"])
    assert groups.standard_error == close(case["se_n"])


def test_score_interval(case: Case, groups: Groups) -> None:
    assert in_points(score_limits(groups, Z)) == close(case["score_tango"])
    assert interval(groups, 0.95, "score") == close(case["score_tango"])


def test_adjusted_wald_interval(case: Case, groups: Groups) -> None:
    expected = case["aw_0.75_1.5_0.75"]
    assert adjust(groups).nps == close(expected["centre"])
    assert adjust(groups).standard_error == close(expected["se"])
    limits = [expected["lo"], expected["hi"]]
    assert in_points(adjusted_wald_limits(groups, Z)) == close(limits)
    clamped = [max(-100, limits[0]), min(100, limits[1])]
    assert interval(groups, 0.95, "adjusted-wald") == close(clamped)


def test_wald_interval(case: Case, groups: Groups) -> None:
    assert in_points(wald_limits(groups, Z)) == close(case["wald_n"])


# Two samples


@pytest.mark.parametrize("pair", GOLDEN["two_sample"], ids=lambda pair: f"{pair['a']}-{pair['b']}")
def test_adjusted_wald_test(pair: Case) -> None:
    one, other = grouped(pair["counts_a"]), grouped(pair["counts_b"])
    estimate = adjusted_estimate(one, other)
    assert 100 * estimate.difference == close(pair["aw_diff"])
    assert 100 * estimate.variance**0.5 == close(pair["aw_se"])
    assert estimate.z == close(pair["aw_z"])
    assert two_sided_p(estimate.z) == close(pair["aw_p"])
    assert in_points(estimate.limits(0.95)) == close(pair["aw_ci"])
    assert 100 * (one.mean - other.mean) == close(pair["diff"])


@pytest.mark.parametrize(
    ("ps", "expected"),
    [
        (GOLDEN["p_adjust"]["p"], GOLDEN["p_adjust"]["BH"]),
        *(
            (
                data["benjamini_hochberg_unweighted_adjusted_wald"]["p"],
                data["benjamini_hochberg_unweighted_adjusted_wald"]["BH"],
            )
            for data in GOLDEN["weighted"].values()
        ),
    ],
)
def test_benjamini_hochberg(ps: list[float], expected: list[float]) -> None:
    assert adjusted_p(ps) == close(expected)


# By rows, weighted and clustered


def _domains() -> Iterator[Any]:
    for name, data in GOLDEN["weighted"].items():
        yield pytest.param(data["file"], None, data["overall"], id=f"{name}-overall")
        for segment, expected in data["segments"].items():
            if not expected["n"]:
                continue
            predicate = expected["predicate_R"]
            yield pytest.param(data["file"], predicate, expected, id=f"{name}-{segment}")


DOMAINS = list(_domains())


def taken(file: str, predicate: str | None, *, weighted: bool, clustered: bool) -> Sample:
    rows = golden_rows(file)
    part = rows if predicate is None else selected(rows, predicate)
    return sample(
        sums_of(part, weighted=weighted, clustered=clustered),
        sums_of(rows, weighted=weighted, clustered=clustered),
        0,
    )


@pytest.mark.parametrize(("file", "predicate", "expected"), DOMAINS)
def test_weighted_domains(file: str, predicate: str | None, expected: Case) -> None:
    found = taken(file, predicate, weighted=True, clustered=file == "clustered.csv")

    assert found.base == expected["n"]
    assert sum(found.weights) == close(expected["sum_w"])
    assert found.weights == close(expected["weighted_counts"])
    assert found.nps == close(expected["domain"]["nps"])
    assert found.standard_error == close(expected["domain"]["se"])
    shares = expected["share"]
    assert found.groups.scaled(100) == Groups(
        detractors=close(shares["det"]["pct"]),
        passives=close(shares["pas"]["pct"]),
        promoters=close(shares["pro"]["pct"]),
    )
    kish = expected["kish"]
    assert found.effective_base == close(kish["n_eff"])
    assert found.design_effect == close(kish["deff_kish"])
    limits = expected["adjusted_wald_on_kish_counts"]
    on_kish = adjust(found.groups.scaled(kish["n_eff"]))
    assert on_kish.nps == close(limits["centre"])
    assert on_kish.standard_error == close(limits["se"])


def test_nobody_has_no_figures() -> None:
    expected = GOLDEN["weighted"]["basic"]["segments"]["nobody"]
    found = taken("basic.csv", expected["predicate_R"], weighted=True, clustered=False)
    assert found.base == expected["n"] == 0
    assert (found.nps, found.standard_error, found.effective) == (None, None, None)
    assert (found.effective_base, found.design_effect) == (None, None)


@pytest.mark.parametrize(("file", "predicate", "expected"), DOMAINS)
def test_effective_counts_follow_from_domain_and_kish(
    file: str, predicate: str | None, expected: Case
) -> None:
    found = taken(file, predicate, weighted=True, clustered=file == "clustered.csv")
    variance = (expected["domain"]["se"] / 100) ** 2
    base = expected["kish"]["n_eff"]
    if variance:
        base = min(base, found.groups.variance / variance)

    assert found.effective is not None
    assert found.effective.base == close(base)
    assert found.effective.nps == close(expected["domain"]["nps"])


@pytest.mark.parametrize(("file", "predicate", "expected"), DOMAINS)
def test_unweighted_figures(file: str, predicate: str | None, expected: Case) -> None:
    found = taken(file, predicate, weighted=False, clustered=False)
    unweighted = expected["unweighted"]
    assert found.groups == grouped((unweighted["det"], unweighted["pas"], unweighted["pro"]))
    assert found.nps == close(unweighted["nps"])
    assert found.standard_error == close(unweighted["se_n"])
    assert found.effective == found.groups


@pytest.mark.parametrize(
    ("file", "predicate", "expected"),
    [one for one in DOMAINS if "unweighted_adjusted_wald" in one.values[2].get("vs_rest", {})],
)
def test_adjusted_wald_against_the_rest(file: str, predicate: str, expected: Case) -> None:
    rows = golden_rows(file)
    part = sums_of(selected(rows, predicate))
    rest = sums_of(rows) - part
    estimate = adjusted_estimate(group_counts(part.counts, 0), group_counts(rest.counts, 0))
    test = expected["vs_rest"]["unweighted_adjusted_wald"]
    assert 100 * estimate.difference == close(test["diff"])
    assert 100 * estimate.variance**0.5 == close(test["se"])
    assert estimate.z == close(test["z"])
    assert two_sided_p(estimate.z) == close(test["p"])


# Two periods


def period(rows: list[Row], name: str) -> tuple[list[Groups], Sample]:
    own = [row for row in rows if row.cells["period"] == name]
    segments = GOLDEN["periods"]["simpson"]["segments"]
    parts = [sums_of([row for row in own if row.cells["seg"] == one]).counts for one in segments]
    whole = sums_of(own)
    return [group_counts(part, 0) for part in parts], sample(whole, whole, 0)


def test_split_of_a_change() -> None:
    expected = GOLDEN["periods"]["simpson"]
    rows = golden_rows(expected["file"])
    (before, one), (after, other) = period(rows, "P1"), period(rows, "P2")
    midpoint = expected["midpoint"]

    found = split(before, after, (one, other), 0.95)

    assert found is not None
    assert [part.scores.points for part in found.parts] == close(midpoint["rate"])
    assert [part.mix.points for part in found.parts] == close(midpoint["mix"])
    assert found.scores.points == close(midpoint["rate_total"])
    assert found.mix.points == close(midpoint["mix_total"])
    assert compare(other, one, 0.95).difference == close(expected["delta"])
