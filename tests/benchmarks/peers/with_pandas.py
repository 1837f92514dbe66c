"""The nine segmentations in pandas, one group-by each.

`with_pandas.py EXPORT [weighted]` prints `[segmentation, segment, score, count]` of each, under
weights also the sum of weights and of their squares.
"""

import json
import sys

import numpy as np
import pandas as pd

COLUMNS = [
    "responded_at", "signed_up_at", "nps_score", "plan", "country", "role", "mrr", "logins_30d",
    "tickets_90d", "csat", "comment",
]  # fmt: skip


def cut(values: pd.Series, breaks: list[int], labels: list[str]) -> pd.Series:
    """Label ranges of numbers, each from its break on."""
    edges = [-np.inf, *breaks, np.inf]
    labelled = pd.cut(values, edges, right=False, labels=labels)
    return labelled.cat.add_categories("(blank)").fillna("(blank)")


def main() -> None:
    """Count, and print."""
    export, weighted = sys.argv[1], "weighted" in sys.argv[2:]
    columns = [*COLUMNS, "weight"] if weighted else COLUMNS
    rows = pd.read_parquet(
        export, columns=columns, engine="pyarrow", to_pandas_kwargs={"date_as_object": False}
    )
    rows = rows[rows["nps_score"].between(0, 10)]
    age = (rows["responded_at"].dt.normalize() - rows["signed_up_at"]).dt.days
    lifecycle = np.select(
        [
            age < 30,
            (rows["logins_30d"] < 3) | (rows["tickets_90d"] >= 4),
            (age >= 730) & ~rows["plan"].isin(["Free", "Starter"]),
        ],
        ["Onboarding", "At risk", "Loyal"],
        "Active",
    )
    ages = [
        "under 30 days", "30 to under 90 days", "90 days to under 1 year",
        "1 to under 3 years", "3 years and over",
    ]  # fmt: skip
    partitions = {
        "plan": rows["plan"].fillna("(blank)"),
        "country": rows["country"].fillna("(blank)"),
        "role": rows["role"].fillna("(blank)"),
        "account_age": cut(age.where(age >= 0), [30, 90, 365, 1095], ages),
        "revenue": cut(rows["mrr"], [100, 500, 2500], ["small", "medium", "large", "largest"]),
        "usage": cut(rows["logins_30d"], [3, 10, 20], ["rare", "light", "regular", "heavy"]),
        "satisfaction": cut(rows["csat"], [3, 4], ["unhappy", "neutral", "happy"]),
        "lifecycle": pd.Series(lifecycle, index=rows.index),
    }
    rules = {
        "Big spender": (rows["mrr"] >= 4000) & (rows["plan"] == "Business"),
        "In trouble": (rows["tickets_90d"] >= 6) | (rows["csat"] <= 1),
        "Price talk": rows["comment"].str.contains("price", case=False, na=False),
    }
    rows = rows.assign(count=1)
    sums = ["count"]
    if weighted:
        rows["squares"] = rows["weight"] ** 2
        sums += ["weight", "squares"]
    counted = []
    for name, labels in partitions.items():
        tallies = rows.groupby([labels, "nps_score"], observed=True)[sums].sum()
        for (segment, score), *found in tallies.itertuples():
            counted.append([name, segment, int(score), *found])
    for rule, member in rules.items():
        for score, *found in rows[member].groupby("nps_score")[sums].sum().itertuples():
            counted.append(["watchlist", rule, int(score), *found])
    sys.stdout.write(json.dumps(sorted(counted)))


if __name__ == "__main__":
    main()
