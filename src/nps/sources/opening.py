"""What an analyst says of how exports are to be read."""

from nps.errors import UsageError
from nps.frozen import frozen


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

    def check(self, name: str, *, is_database: bool = False, is_workbook: bool = False) -> None:
        """Refuse what an export has no use for.

        Raises:
            UsageError: A query is asked of what is no database, or a sheet of what is no workbook.
        """
        if self.query is not None and not is_database:
            raise UsageError(f"--query: {name} is no database, which a query needs; leave it out")
        if self.sheet is not None and not is_workbook:
            raise UsageError(f"--sheet: {name} is no workbook, which has sheets; leave it out")
