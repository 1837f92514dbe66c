"""A row as a response: its score, and the part of the ledger that it is counted in."""

from dataclasses import replace

import polars as pl

from nps.engine.cells import Cells
from nps.engine.conditions import is_member
from nps.engine.scores import FILTERED_OUT, DecodedScore, decode
from nps.spec.configuration import Configuration
from nps.spec.survey import Score


def decode_response(cells: Cells, score: Score, configuration: Configuration) -> DecodedScore:
    """Decode the score column, and tell rows outside `where`."""
    decoded = decode(cells, score)
    where = configuration.survey.where
    if where is None:
        return decoded
    member = is_member(where, cells, ("survey", "where"))
    outside = pl.lit(FILTERED_OUT, pl.UInt8)
    return replace(decoded, status=pl.when(member).then(decoded.status).otherwise(outside))
