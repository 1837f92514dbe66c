"""What an analyst says of how exports are to be read."""

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
