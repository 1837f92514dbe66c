"""The nine segmentations in a Polars script, one lazy group-by each.

`with_polars.py EXPORT [weighted]` prints `[segmentation, segment, score, count]` of each, under
weights also the sum of weights and of their squares.
"""

import json
import sys

import polars as pl

SCHEMA: dict[str, pl.DataType | type[pl.DataType]] = {
    "response_id": pl.String, "responded_at": pl.Datetime("us"), "signed_up_at": pl.Date,
    "nps_score": pl.Int64, "plan": pl.String, "region": pl.String, "country": pl.String,
    "role": pl.String, "weight": pl.Float64, "employees": pl.Int64, "mrr": pl.Float64,
    "logins_30d": pl.Int64, "tickets_90d": pl.Int64, "csat": pl.Int64, "comment": pl.String,
}  # fmt: skip
AGE = (pl.col("responded_at").dt.date() - pl.col("signed_up_at")).dt.total_days()


def cut(values: pl.Expr, breaks: list[int], labels: list[str]) -> pl.Expr:
    """Label ranges of numbers, each from its break on."""
    return values.bin_intervals(breaks, labels=labels).cast(pl.String)


PARTITIONS = {
    "plan": pl.col("plan"),
    "country": pl.col("country"),
    "role": pl.col("role"),
    "account_age": cut(
        pl.when(AGE >= 0).then(AGE),
        [30, 90, 365, 1095],
        [
            "under 30 days", "30 to under 90 days", "90 days to under 1 year",
            "1 to under 3 years", "3 years and over",
        ],
    ),
    "revenue": cut(pl.col("mrr"), [100, 500, 2500], ["small", "medium", "large", "largest"]),
    "usage": cut(pl.col("logins_30d"), [3, 10, 20], ["rare", "light", "regular", "heavy"]),
    "satisfaction": cut(pl.col("csat"), [3, 4], ["unhappy", "neutral", "happy"]),
    "lifecycle": pl.when(AGE < 30)
    .then(pl.lit("Onboarding"))
    .when((pl.col("logins_30d") < 3) | (pl.col("tickets_90d") >= 4))
    .then(pl.lit("At risk"))
    .when((AGE >= 730) & ~pl.col("plan").is_in(["Free", "Starter"]))
    .then(pl.lit("Loyal"))
    .otherwise(pl.lit("Active")),
}  # fmt: skip
RULES = {
    "Big spender": (pl.col("mrr") >= 4000) & (pl.col("plan") == "Business"),
    "In trouble": (pl.col("tickets_90d") >= 6) | (pl.col("csat") <= 1),
    "Price talk": pl.col("comment").str.contains("(?i)price"),
}


def main() -> None:
    """Count, and print."""
    export, weighted = sys.argv[1], "weighted" in sys.argv[2:]
    if export.endswith(".parquet"):
        rows = pl.scan_parquet(export)
    else:
        rows = pl.scan_csv(export, schema=SCHEMA)
    rows = rows.filter(pl.col("nps_score").is_between(0, 10))
    sums = [pl.len()]
    if weighted:
        sums += [pl.col("weight").sum(), (pl.col("weight") ** 2).sum().alias("squares")]
    queries = [
        rows.group_by(label.fill_null("(blank)").alias("segment"), "nps_score").agg(sums)
        for label in PARTITIONS.values()
    ]
    queries += [
        rows.filter(member).group_by(pl.lit(rule).alias("segment"), "nps_score").agg(sums)
        for rule, member in RULES.items()
    ]
    names = [*PARTITIONS, *["watchlist"] * len(RULES)]
    counted = [
        [name, *row]
        for name, frame in zip(names, pl.collect_all(queries, engine="streaming"), strict=True)
        for row in frame.iter_rows()
    ]
    sys.stdout.write(json.dumps(sorted(counted)))


if __name__ == "__main__":
    main()
