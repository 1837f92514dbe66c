"""All small exports in sample_data/vendors, by name, with what makes their bytes."""

from collections.abc import Callable, Mapping

MAKERS: tuple[Mapping[str, Callable[[], bytes]], ...] = ()
