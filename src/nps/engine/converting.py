"""Which part of a configuration turns which columns into numbers or dates."""

from nps.engine.cells import Cells
from nps.engine.conversions import Path
from nps.engine.counted import Asked
from nps.engine.export import Export
from nps.engine.keys import row_keys
from nps.engine.responses import response_columns

Asks = dict[tuple[str, str], Path]
"""By column and what its cells are turned into, the key path of the first use."""


def conversions_by_part(asked: Asked, export: Export) -> dict[str, Asks]:
    """Compile each part by itself, to learn what it asks of the columns of an export.

    Returns:
        By segmentation, and under an empty name what the survey itself asks.
    """
    schema, configuration = export.frame.collect_schema(), asked.configuration
    found: dict[str, Asks] = {}
    for name in (*asked.leaves, ""):
        cells = Cells(schema, configuration, {})
        if name:
            row_keys(configuration.segments[name], cells, ("segments", name))
        else:
            response_columns(cells, asked.score, configuration, asked.slicing, 0)
        found[name] = {key: one.path for key, one in cells.conversions.items()}
    return found
