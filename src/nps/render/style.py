"""How a result may look where it is going."""

from nps.frozen import frozen


@frozen
class Style:
    """What a renderer may know of its reader.

    Attributes:
        width: Cells in a line; None off a terminal, where a table is as wide as its content.
        color: Colour may be used.
        terminal: A terminal reads the text, which must hold nothing that steers it.
    """

    width: int | None = None
    color: bool = False
    terminal: bool = False
