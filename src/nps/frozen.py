"""Frozen dataclasses that are quick to make: their methods are shared, not written for each.

The standard decorator writes and compiles six functions a class, which takes half a millisecond.
A run loads about eighty such classes, of which that was a tenth of its start.
"""

from dataclasses import MISSING, FrozenInstanceError, dataclass, field
from typing import Any, NoReturn, TypeVar, dataclass_transform

T = TypeVar("T")

_collect_fields = dataclass(init=False, repr=False, eq=False, kw_only=True)
_put = object.__setattr__


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(field,))
def frozen(cls: type[T]) -> type[T]:
    """Make a dataclass as `@dataclass(frozen=True, kw_only=True)` does.

    `field`, `fields`, `replace`, `asdict` and `__post_init__` work as there.
    """
    made: Any = _collect_fields(cls)
    made._names = tuple(made.__dataclass_fields__)  # noqa: SLF001  # read by the methods below
    made.__init__ = _init_and_check if hasattr(cls, "__post_init__") else _init
    made.__eq__ = _eq
    made.__hash__ = _hash
    made.__repr__ = _repr
    made.__setattr__ = _refuse_to_set
    made.__delattr__ = _refuse_to_delete
    return cls


def _init(self: Any, /, **given: object) -> None:  # noqa: ANN401  # of any class
    names = self._names
    if len(given) != len(names):
        given = _with_defaults(type(self), given)
    for name in names:
        if name not in given:
            raise _unexpected(type(self), given)
        _put(self, name, given[name])


def _init_and_check(self: Any, /, **given: object) -> None:  # noqa: ANN401  # as above
    _init(self, **given)
    self.__post_init__()


def _with_defaults(cls: Any, given: dict[str, object]) -> dict[str, object]:  # noqa: ANN401  # as above
    full = dict(given)
    missing = []
    for name, one in cls.__dataclass_fields__.items():
        if name in given:
            continue
        if one.default is not MISSING:
            full[name] = one.default
        elif one.default_factory is not MISSING:
            full[name] = one.default_factory()
        else:
            missing.append(name)
    if missing:
        raise TypeError(f"{cls.__name__}() is missing {', '.join(missing)}")
    if len(full) != len(cls._names):
        raise _unexpected(cls, given)
    return full


def _unexpected(cls: Any, given: dict[str, object]) -> TypeError:  # noqa: ANN401  # as above
    names = ", ".join(name for name in given if name not in cls._names)
    return TypeError(f"{cls.__name__}() has no {names}")


def _values(self: Any) -> tuple[object, ...]:  # noqa: ANN401  # as above
    return tuple([getattr(self, name) for name in self._names])


def _eq(self: object, other: object) -> bool:
    # NOTE: As everywhere, values of another class are left to judge for themselves.
    return _values(self) == _values(other) if type(self) is type(other) else NotImplemented


def _hash(self: object) -> int:
    return hash(_values(self))


def _repr(self: Any) -> str:  # noqa: ANN401  # as above
    values = ", ".join(f"{name}={getattr(self, name)!r}" for name in self._names)
    return f"{type(self).__qualname__}({values})"


def _refuse_to_set(_self: object, name: str, _value: object) -> NoReturn:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_to_delete(_self: object, name: str) -> NoReturn:
    raise FrozenInstanceError(f"cannot delete field {name!r}")
