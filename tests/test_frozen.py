"""Frozen classes behave as the standard decorator's do, but for what it costs to make them."""

import copy
import pickle
from dataclasses import FrozenInstanceError, asdict, dataclass, field, fields, is_dataclass, replace
from functools import cached_property
from typing import Any

import pytest

from nps.frozen import frozen


@frozen
class Point:
    """A place, named."""

    x: int
    y: int = 0
    tags: list[str] = field(default_factory=list)

    @cached_property
    def total(self) -> int:
        return self.x + self.y


@dataclass(frozen=True, kw_only=True)
class Standard:
    """The same fields."""

    x: int
    y: int = 0
    tags: list[str] = field(default_factory=list)


@frozen
class Hashed:
    """Hashable values only."""

    name: str
    size: int = 1


@frozen
class Checked:
    """A value that is looked at."""

    size: int

    def __post_init__(self) -> None:
        if self.size < 0:
            raise ValueError("found less than nothing")


@frozen
class Named(Hashed):
    """A value more than its base."""

    title: str | None = None


def test_values_are_given_by_name_and_defaults_fill_the_rest() -> None:
    point = Point(x=1)

    assert (point.x, point.y, point.tags) == (1, 0, [])
    assert Point(tags=["a"], y=3, x=2).y == 3
    assert Point(x=1).tags is not Point(x=1).tags


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({}, "Point() is missing x"),
        ({"y": 1}, "Point() is missing x"),
        ({"x": 1, "z": 2}, "Point() has no z"),
        ({"x": 1, "y": 2, "z": 3}, "Point() has no z"),
        ({"x": 1, "y": 2, "tags": [], "z": 3}, "Point() has no z"),
    ],
    ids=str,
)
def test_what_does_not_fit_is_refused(given: dict[str, Any], words: str) -> None:
    with pytest.raises(TypeError) as caught:
        Point(**given)
    assert str(caught.value) == words
    with pytest.raises(TypeError):
        Standard(**given)


def test_values_are_not_given_by_position() -> None:
    with pytest.raises(TypeError):
        Point(1)  # type: ignore[call-arg]  # what is refused


def test_nothing_can_be_changed() -> None:
    point = Point(x=1)

    with pytest.raises(FrozenInstanceError):
        point.x = 2  # type: ignore[misc]  # what is refused
    with pytest.raises(FrozenInstanceError):
        del point.x
    assert point.x == 1


def test_equal_are_those_of_one_class_with_equal_values() -> None:
    assert Hashed(name="a") == Hashed(size=1, name="a")
    assert Hashed(name="a") != Hashed(name="b")
    assert Hashed(name="a") != Named(name="a")
    assert Hashed(name="a") != ("a", 1)  # type: ignore[comparison-overlap]  # that is the point
    assert len({Hashed(name="a"), Hashed(name="a"), Hashed(name="b")}) == 2


def test_what_was_worked_out_and_kept_is_no_value() -> None:
    point = Point(x=1, y=2)

    assert point.total == 3
    assert point == Point(x=1, y=2)
    assert "total" not in repr(point)


def test_it_is_a_dataclass() -> None:
    point, standard = Point(x=1, tags=["a"]), Standard(x=1, tags=["a"])

    assert all(map(is_dataclass, (Point, point)))
    assert [one.name for one in fields(Point)] == [one.name for one in fields(Standard)]
    assert asdict(point) == asdict(standard)
    assert replace(point, y=5) == Point(x=1, y=5, tags=["a"])
    assert repr(point) == repr(standard).replace("Standard", "Point")
    assert Point.__match_args__ == Standard.__match_args__ == ()


def test_it_can_be_copied_and_stored() -> None:
    value = Hashed(name="a", size=2)

    assert copy.copy(value) == copy.deepcopy(value) == value
    assert pickle.loads(pickle.dumps(value)) == value  # noqa: S301  # written a line before


def test_a_class_may_look_at_its_values() -> None:
    assert Checked(size=1).size == 1
    assert replace(Checked(size=1), size=2) == Checked(size=2)
    with pytest.raises(ValueError, match="less than nothing"):
        Checked(size=-1)


def test_a_class_may_add_to_another() -> None:
    named = Named(name="a", title="A")

    assert (named.name, named.size, named.title) == ("a", 1, "A")
    assert [one.name for one in fields(Named)] == ["name", "size", "title"]
