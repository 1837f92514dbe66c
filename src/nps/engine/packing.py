"""Several small keys in one number, since rows are put together by one key faster than by five."""

from collections.abc import Iterator, Sequence
from math import prod

import polars as pl

from nps.engine.dims import Dim
from nps.frozen import frozen

DTYPES = {8: pl.UInt8, 16: pl.UInt16, 32: pl.UInt32}
"""The smallest type that holds a pack is cheapest; by bits."""
LARGEST = 2 ** max(DTYPES)
"""Different numbers of the largest."""


@frozen
class Pack:
    """Places in some lists as one number.

    Attributes:
        name: Of the number's column.
        dims: Whose places they are, the first counting most.
    """

    name: str
    dims: tuple[Dim, ...]

    @property
    def packed(self) -> pl.Expr:
        """The number, of the keys of rows."""
        sizes = prod(dim.size for dim in self.dims)
        dtype = next(one for bits, one in DTYPES.items() if sizes <= 2**bits)
        number, *others = (pl.col(dim.name).cast(dtype) for dim in self.dims)
        for dim, other in zip(self.dims[1:], others, strict=True):
            number = number * pl.lit(dim.size, dtype) + other
        return number.alias(self.name)

    def unpacked(self) -> Iterator[pl.Expr]:
        """The keys, of the number."""
        number = pl.col(self.name).cast(pl.UInt32)
        for dim in reversed(self.dims):
            yield (number % dim.size).alias(dim.name)
            number = number // dim.size


def packs(group: int, dims: Sequence[Dim]) -> tuple[Pack, ...]:
    """Put the keys that are places in lists into as few numbers as hold them.

    Args:
        group: Number of the group.
        dims: Its keys; those that are whole values are left out.
    """
    found: list[list[Dim]] = []
    room = 0
    for dim in dims:
        if dim.size:
            if dim.size > room:
                found.append([])
                room = LARGEST
            found[-1].append(dim)
            room //= dim.size
    return tuple(
        Pack(name=f"\0pack\0{group}\0{index}", dims=tuple(pack)) for index, pack in enumerate(found)
    )
