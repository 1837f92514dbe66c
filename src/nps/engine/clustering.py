"""Sums over accounts, or respondents, that answered more than once."""

from collections.abc import Mapping, Sequence

import polars as pl

from nps.engine.collect import collect, interruptible
from nps.engine.gathering import ACCOUNT, RESPONDENT
from nps.engine.segmenting import Name, View
from nps.engine.weighing import check_size, signed_weights
from nps.frozen import frozen
from nps.results.sums import UNIT, ClusterSums
from nps.spec.survey import Survey

CLUSTER = "\0cluster"


@frozen
class Clustered:
    """Sums over clusters of a set of responses and its segments.

    Attributes:
        overall: Of all of them.
        segments: Of each segment by segmentation and name, its own and those of the rest; those
            of the unsegmented under None.
    """

    overall: ClusterSums
    segments: Mapping[str, Mapping[Name | None, tuple[ClusterSums, ClusterSums]]]


def cluster_columns(survey: Survey) -> tuple[str, ...]:
    """Say which of the gathered columns make clusters, the first that answered more than once."""
    accounts = (ACCOUNT,) if survey.account is not None else ()
    return (*accounts, RESPONDENT) if survey.respondent is not None else accounts


@interruptible
def cluster_first(
    responses: pl.DataFrame, survey: Survey, views: Mapping[str, Sequence[View]]
) -> Clustered | None:
    """Add up the clusters of accounts, or of respondents where no account answered twice."""
    for column in cluster_columns(survey):
        found = cluster(responses, column, views)
        if found is not None:
            return found
    return None


def cluster(
    responses: pl.DataFrame, column: str, views: Mapping[str, Sequence[View]]
) -> Clustered | None:
    """Add up the clusters; None where every response is one of its own.

    Args:
        responses: Scored responses with their keys.
        column: What makes clusters; a blank one is its own.
        views: Of the segmentations shown.
    """
    clusters = _first_rows(responses, column)
    if (clusters == pl.int_range(responses.height, eager=True)).all():
        return None
    rows = responses.with_columns(clusters.alias(CLUSTER), **signed_weights(responses.columns))
    sums = [pl.len().alias("n"), pl.col("a").sum(), pl.col("b").sum()]
    (totals,) = collect([rows.lazy().group_by(CLUSTER).agg(sums)])
    if "weight" in responses.columns:
        check_size(float(totals["b"].max() or 0) / UNIT, totals.height)  # type: ignore[arg-type]  # of numbers
    a, b = pl.col("a"), pl.col("b")
    (moments,) = collect([totals.lazy().select((a * a).sum(), ab=(a * b).sum(), bb=(b * b).sum())])
    overall = ClusterSums(
        clusters=totals.height, **dict(zip(("aa", "ab", "bb"), moments.row(0), strict=True))
    )
    of_all = totals.rename({"n": "N", "a": "A", "b": "B"}).lazy()
    queries, named = [], []
    for name, seen in views.items():
        for view in seen:
            names: dict[Name | None, int] = {}
            mapping = _mapping(rows, view, names)
            if mapping is not None:
                named.append((name, {index: one for one, index in names.items()}))
                queries.append(_moments(rows, mapping, view, of_all))
    found: dict[str, dict[Name | None, tuple[ClusterSums, ClusterSums]]] = {
        name: {} for name in views
    }
    for (name, names_of), frame in zip(named, collect(queries), strict=True):
        for segment, number, whole, aa, ab, bb, rest_aa, rest_ab, rest_bb in frame.iter_rows():
            found[name][names_of[segment]] = (
                ClusterSums(clusters=number, aa=aa, ab=ab, bb=bb),
                ClusterSums(
                    clusters=overall.clusters - whole,
                    aa=overall.aa + rest_aa, ab=overall.ab + rest_ab, bb=overall.bb + rest_bb,
                ),
            )  # fmt: skip
    return Clustered(overall=overall, segments=found)


def _first_rows(responses: pl.DataFrame, column: str) -> pl.Series:
    """Number clusters by their first rows; a blank one has no other."""
    row, key = pl.col(CLUSTER), pl.col(column)
    first = pl.when(key.is_null()).then(row).otherwise(row.first().over(key))
    return responses.select(key).with_row_index(CLUSTER).select(first.cast(pl.Int64)).to_series()


def _mapping(rows: pl.DataFrame, view: View, names: dict[Name | None, int]) -> pl.DataFrame | None:
    """Give each combination of keys a row a segment; fill in the segments' numbers."""
    keys = rows.select(view.grouping).unique(maintain_order=True)
    segments = [
        None
        if label is None
        else [names.setdefault(one, len(names)) for one in (*label, *([] if label else [None]))]
        for label in map(view.label, keys.iter_rows())
    ]
    mapping = keys.with_columns(pl.Series("segment", segments, dtype=pl.List(pl.Int64)))
    mapping = mapping.drop_nulls("segment").explode("segment")
    return mapping if mapping.height else None


def _moments(
    rows: pl.DataFrame, mapping: pl.DataFrame, view: View, of_all: pl.LazyFrame
) -> pl.LazyFrame:
    a, b, rest_a, rest_b = (
        pl.col("a"),
        pl.col("b"),
        pl.col("A") - pl.col("a"),
        pl.col("B") - pl.col("b"),
    )
    return (
        rows.lazy()
        .join(mapping.lazy(), on=view.grouping, nulls_equal=True)
        .group_by("segment", CLUSTER)
        .agg(pl.len().alias("n"), a.sum(), b.sum())
        .join(of_all, on=CLUSTER)
        .group_by("segment")
        .agg(
            pl.len(), (pl.col("n") == pl.col("N")).sum().alias("whole"),
            (a * a).sum().alias("aa"), (a * b).sum().alias("ab"), (b * b).sum().alias("bb"),
            (rest_a * rest_a - pl.col("A") * pl.col("A")).sum().alias("rest_aa"),
            (rest_a * rest_b - pl.col("A") * pl.col("B")).sum().alias("rest_ab"),
            (rest_b * rest_b - pl.col("B") * pl.col("B")).sum().alias("rest_bb"),
        )
    )  # fmt: skip
