"""The nine segmentations in DuckDB, as one query of grouping sets.

`with_duckdb.py EXPORT [weighted]` prints `[segmentation, segment, score, count]` of each, under
weights also the sum of weights and of their squares.
"""

import json
import os
import sys

import duckdb

TYPES = """{
    'response_id': 'VARCHAR', 'responded_at': 'TIMESTAMP', 'signed_up_at': 'DATE',
    'nps_score': 'BIGINT', 'plan': 'VARCHAR', 'region': 'VARCHAR', 'country': 'VARCHAR',
    'role': 'VARCHAR', 'weight': 'DOUBLE', 'employees': 'BIGINT', 'mrr': 'DOUBLE',
    'logins_30d': 'BIGINT', 'tickets_90d': 'BIGINT', 'csat': 'BIGINT', 'comment': 'VARCHAR'
}"""

QUERY = """
WITH answers AS (
    SELECT *, date_diff('day', signed_up_at, responded_at::DATE) AS age
    FROM {source}
    WHERE nps_score BETWEEN 0 AND 10
), labelled AS (
    SELECT
        nps_score AS score,
        {weight}
        COALESCE(plan, '(blank)') AS plan,
        COALESCE(country, '(blank)') AS country,
        COALESCE(role, '(blank)') AS role,
        CASE
            WHEN age IS NULL OR age < 0 THEN '(blank)'
            WHEN age < 30 THEN 'under 30 days'
            WHEN age < 90 THEN '30 to under 90 days'
            WHEN age < 365 THEN '90 days to under 1 year'
            WHEN age < 1095 THEN '1 to under 3 years'
            ELSE '3 years and over'
        END AS account_age,
        CASE
            WHEN mrr IS NULL THEN '(blank)'
            WHEN mrr < 100 THEN 'small'
            WHEN mrr < 500 THEN 'medium'
            WHEN mrr < 2500 THEN 'large'
            ELSE 'largest'
        END AS revenue,
        CASE
            WHEN logins_30d IS NULL THEN '(blank)'
            WHEN logins_30d < 3 THEN 'rare'
            WHEN logins_30d < 10 THEN 'light'
            WHEN logins_30d < 20 THEN 'regular'
            ELSE 'heavy'
        END AS usage,
        CASE
            WHEN csat IS NULL THEN '(blank)'
            WHEN csat < 3 THEN 'unhappy'
            WHEN csat < 4 THEN 'neutral'
            ELSE 'happy'
        END AS satisfaction,
        CASE
            WHEN age < 30 THEN 'Onboarding'
            WHEN logins_30d < 3 OR tickets_90d >= 4 THEN 'At risk'
            WHEN age >= 730 AND plan NOT IN ('Free', 'Starter') THEN 'Loyal'
            ELSE 'Active'
        END AS lifecycle,
        mrr >= 4000 AND plan = 'Business' AS big_spender,
        tickets_90d >= 6 OR csat <= 1 AS in_trouble,
        comment ILIKE '%price%' AS price_talk
    FROM answers
)
SELECT
    score, plan, country, role, account_age, revenue, usage, satisfaction, lifecycle,
    big_spender, in_trouble, price_talk, COUNT(*) {sums}
FROM labelled
GROUP BY GROUPING SETS (
    (score, plan), (score, country), (score, role), (score, account_age), (score, revenue),
    (score, usage), (score, satisfaction), (score, lifecycle),
    (score, big_spender), (score, in_trouble), (score, price_talk)
)
"""
PARTITIONS = (
    "plan", "country", "role", "account_age", "revenue", "usage", "satisfaction", "lifecycle",
)  # fmt: skip
RULES = ("Big spender", "In trouble", "Price talk")


def main() -> None:
    """Count, and print."""
    export, weighted = sys.argv[1], "weighted" in sys.argv[2:]
    read = f"read_csv(?, header = true, columns = {TYPES})"
    query = QUERY.format(
        source="read_parquet(?)" if export.endswith(".parquet") else read,
        weight="weight," if weighted else "",
        sums=", SUM(weight), SUM(weight * weight)" if weighted else "",
    )
    connection = duckdb.connect()
    connection.execute(f"SET threads = {os.cpu_count()}")
    counted = []
    for score, *labels in connection.execute(query, [export]).fetchall():
        partitions, rules, sums = labels[:8], labels[8:11], labels[11:]
        for name, segment in zip(PARTITIONS, partitions, strict=True):
            if segment is not None:
                counted.append([name, segment, score, *sums])
        for rule, member in zip(RULES, rules, strict=True):
            if member:
                counted.append(["watchlist", rule, score, *sums])
    sys.stdout.write(json.dumps(sorted(counted)))


if __name__ == "__main__":
    main()
