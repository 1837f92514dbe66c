"""What an analyst says of how exports are to be read."""

from typing import Literal

from nps.errors import UsageError
from nps.frozen import frozen

Kind = Literal["text", "workbook", "database", "table"]
"""What an export is; a table has columns with names and types."""
PLAIN = "plain"
"""The layout that says nothing."""


@frozen
class Opening:
    """What options say; nothing is said by default, and each export is looked at.

    Attributes:
        encoding: Of text exports.
        layout: Of all exports, by the name of the layout.
        sheet: Of workbooks, by name or by number from 1.
        query: Asked of databases.
    """

    encoding: str | None = None
    layout: str | None = None
    sheet: str | None = None
    query: str | None = None

    def check(self, name: str, kind: Kind) -> None:
        """Refuse what an export has no use for.

        Raises:
            UsageError: A query is asked of what is no database, a sheet of what is no workbook, or
                a layout of what has columns with names and types.
        """
        if self.query is not None and kind != "database":
            raise UsageError(f"--query: {name} is no database, which a query needs; leave it out")
        if self.sheet is not None and kind != "workbook":
            raise UsageError(f"--sheet: {name} is no workbook, which has sheets; leave it out")
        if self.layout not in {None, PLAIN} and kind not in {"text", "workbook"}:
            raise UsageError(
                f"--layout {self.layout}: {name} is neither text nor a workbook, which vendors lay "
                "out; leave it out"
            )
