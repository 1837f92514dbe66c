"""One header row, then a response a row."""

from nps.sources.layouts.reading import Head, Layout, Reading


def _read(head: Head, asked: bool) -> Reading:  # noqa: ARG001, FBT001  # fits whatever is asked
    return Reading(header_rows=1, names=tuple(head[0]))


PLAIN = Layout(name="plain", words="one header row, then a response a row", read=_read)
