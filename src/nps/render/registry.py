"""The output formats there are."""

from importlib import import_module
from typing import Protocol

from nps.frozen import frozen
from nps.render.style import Style
from nps.results.result import Result


class Renderer(Protocol):
    """Gives a result in one format: text, or bytes where the format is binary."""

    def __call__(self, result: Result, style: Style) -> str | bytes:
        """Give the whole output, which ends in a line break where it is text."""
        ...


@frozen
class Format:
    """An output format.

    Attributes:
        name: As in `--format`.
        suffixes: File suffixes that stand for it, lower case, with their dot.
        renderer: Where its renderer is found, `module:function`; not imported before it is used.
        binary: It gives bytes, which are not for a terminal.
    """

    name: str
    suffixes: tuple[str, ...]
    renderer: str
    binary: bool = False

    def render(self, result: Result, style: Style) -> str | bytes:
        """Give the result in this format; the same result gives the same output."""
        module, _, function = self.renderer.partition(":")
        renderer: Renderer = getattr(import_module(module), function)
        return renderer(result, style)


FORMATS = {
    row.name: row
    for row in (
        Format(name="table", suffixes=(".txt",), renderer="nps.render.table:render"),
        Format(name="json", suffixes=(".json",), renderer="nps.render.json:render"),
        Format(
            name="ndjson", suffixes=(".ndjson", ".jsonl"), renderer="nps.render.json:render_lines"
        ),
        Format(name="csv", suffixes=(".csv",), renderer="nps.render.delimited:render_csv"),
        Format(name="tsv", suffixes=(".tsv",), renderer="nps.render.delimited:render_tsv"),
        Format(
            name="markdown", suffixes=(".md", ".markdown"), renderer="nps.render.markdown:render"
        ),
        Format(
            name="parquet",
            suffixes=(".parquet",),
            renderer="nps.render.parquet:render",
            binary=True,
        ),
    )
}
"""By name, in the order in which help lists them; the first is the default."""


def format_of_suffix(suffix: str) -> Format | None:
    """Find the format that a file's suffix, with its dot and in any case, stands for."""
    return next((row for row in FORMATS.values() if suffix.lower() in row.suffixes), None)
