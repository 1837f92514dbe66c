"""All small exports in sample_data/vendors, by name, with what makes their bytes."""

from collections.abc import Callable, Mapping

from makers import joins

MAKERS: tuple[Mapping[str, Callable[[], bytes]], ...] = (joins.FILES,)
