"""Values made to fit the type that a parameter declares."""

from __future__ import annotations

import collections
import collections.abc
import dataclasses
import datetime
import enum
import inspect
import operator
import types
import typing
from pathlib import PurePath
from typing import Any, Callable, Optional, Union

Converter = Callable[[Any], Any]
"""Returns the value in the declared type, or raises ArgumentError. None in place of a converter: every value fits."""

_SHOWN = 80
CUT = "…"
"""Stands in messages for the rest of a text."""
UNIONS = (Union, getattr(types, "UnionType", Union))
_WORDS = {"true": True, "yes": True, "on": True, "1": True, "false": False, "no": False, "off": False, "0": False}


class ArgumentError(Exception):
    """A value does not fit the declared type, or none was given."""


def converter_for(hint: Any) -> Optional[Converter]:
    """The converter to an annotation, which must not be a text any more; None where every value is taken as it is."""
    hint = bare(hint)
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin in UNIONS:
        return _union(arguments)
    if origin is typing.Literal:
        return _literal(arguments)
    if origin is not None:
        return _generic(origin, arguments)
    if hint is None or hint is type(None):
        return _none
    if not isinstance(hint, type):
        return None  # Any, a type variable, a protocol's special form: nothing to hold the value to
    return _class(hint)


def bare(hint: Any) -> Any:
    """An annotation without what only names or describes it."""
    while True:
        if hasattr(hint, "__supertype__"):  # NewType
            hint = hint.__supertype__
        elif type(hint).__name__ == "TypeAliasType":  # "type X = …", since 3.12
            hint = hint.__value__
        elif hasattr(hint, "__metadata__"):  # Annotated
            hint = hint.__origin__
        else:
            return hint


def _class(cls: type) -> Optional[Converter]:
    simple = SIMPLE.get(cls)
    if simple is not None:
        return simple
    if cls is object or getattr(cls, "_is_protocol", False) or _is_typed_dict(cls):
        return None
    if cls in _GENERIC_CLASSES:
        return _generic(cls, ())
    if issubclass(cls, enum.Enum):
        return _enum(cls)
    if hasattr(cls, "model_validate"):  # pydantic 2
        return _validated(cls, cls.model_validate)
    if hasattr(cls, "__fields__") and hasattr(cls, "parse_obj"):  # pydantic 1
        return _validated(cls, cls.parse_obj)
    if dataclasses.is_dataclass(cls):
        return _data_class(cls)
    if hasattr(cls, "__attrs_attrs__"):
        return _attrs_class(cls)
    if issubclass(cls, tuple) and hasattr(cls, "_fields"):
        return _named_tuple(cls)
    if cls.__module__ == "numpy" and cls.__name__ == "ndarray":  # called, it would take the value for a shape
        import numpy

        return _cast(cls, numpy.asarray)
    if cls.__module__ == "decimal" and cls.__name__ == "Decimal":  # 0.1 is meant, not its binary neighbour
        return _cast(cls, lambda value: cls(repr(value) if isinstance(value, float) else value))
    return _cast(cls, cls)


def _is_typed_dict(cls: type) -> bool:
    return issubclass(cls, dict) and hasattr(cls, "__total__") and hasattr(cls, "__required_keys__")


# Simple types


def _none(value: Any) -> Any:
    if value is not None:
        raise _misfit(value, "None")
    return None


def _bool(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value.strip().lower() in _WORDS:
        return _WORDS[value.strip().lower()]
    if _is_number(value) and value in (0, 1):
        return bool(value)
    raise _misfit(value, "true or false")


def _int(value: Any) -> int:
    if type(value) is int:
        return value
    try:
        if isinstance(value, str):
            return _int_of_text(value)
        if isinstance(value, float) or (_is_number(value) and not hasattr(value, "__index__")):
            if value == int(value):
                return int(value)
        else:
            return operator.index(value)
    except (TypeError, ValueError, OverflowError):
        pass
    raise _misfit(value, "a whole number")


def _int_of_text(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        number = float(text)  # "1e3"
        if number != int(number):
            raise
        return int(number)


def _float(value: Any) -> float:
    if type(value) is float:
        return value
    try:
        if isinstance(value, (str, int, float)) or hasattr(value, "__float__"):
            return float(value)
    except (TypeError, ValueError):
        pass
    except OverflowError:
        raise _misfit(value, "a number in the range of float") from None
    raise _misfit(value, "a number")


def _complex(value: Any) -> complex:
    try:
        return complex(value)
    except (TypeError, ValueError, OverflowError):
        raise _misfit(value, "a complex number") from None


def _str(value: Any) -> str:
    if isinstance(value, enum.Enum):
        return value.name
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float, PurePath, datetime.date, datetime.time)) or _is_number(value):
        return str(value)
    raise _misfit(value, "a text")


def _bytes(value: Any) -> bytes:
    if isinstance(value, bytes):
        return value
    if isinstance(value, (bytearray, memoryview)):
        return bytes(value)
    if isinstance(value, str):
        return value.encode("utf-8", "surrogatepass")
    raise _misfit(value, "bytes")


def _datetime(value: Any) -> datetime.datetime:
    if isinstance(value, datetime.datetime):
        return value
    if isinstance(value, datetime.date):
        return datetime.datetime(value.year, value.month, value.day)
    return _of_iso_text(value, datetime.datetime.fromisoformat, "a date and time such as 2026-01-31T09:30:00")


def _date(value: Any) -> datetime.date:
    if isinstance(value, datetime.datetime):
        return value.date()
    if isinstance(value, datetime.date):
        return value
    return _of_iso_text(value, lambda text: datetime.datetime.fromisoformat(text).date(), "a date such as 2026-01-31")


def _time(value: Any) -> datetime.time:
    if isinstance(value, datetime.time):
        return value
    return _of_iso_text(value, datetime.time.fromisoformat, "a time such as 09:30:00")


def _of_iso_text(value: Any, read: Converter, wanted: str) -> Any:
    if isinstance(value, str):
        text = value.strip()
        if text[-1:] in ("Z", "z"):  # read by Python itself only since 3.11
            text = text[:-1] + "+00:00"
        try:
            return read(text)
        except ValueError:
            pass
    raise _misfit(value, wanted)


def _timedelta(value: Any) -> datetime.timedelta:
    if isinstance(value, datetime.timedelta):
        return value
    if _is_number(value):
        try:
            return datetime.timedelta(seconds=float(value))
        except (ValueError, OverflowError):  # NaN, or more than a timedelta holds
            pass
    raise _misfit(value, "a number of seconds")


# Types made of types


def _union(members: tuple) -> Optional[Converter]:
    converters = [(member, converter_for(member)) for member in members]
    exact = {_natural_type(member): convert for member, convert in reversed(converters)}

    def convert(value: Any) -> Any:
        kind = type(value)
        if kind in exact:  # 1 stays 1 for Union[str, int]
            first = exact[kind]
            try:
                return value if first is None else first(value)
            except ArgumentError:
                pass
        for member, attempt in converters:
            if attempt is None:
                return value
            try:
                return attempt(value)
            except ArgumentError:
                continue
        raise _misfit(value, " or ".join(_name(member) for member in members))

    return convert


def _natural_type(member: Any) -> Any:
    return typing.get_origin(member) or member


def _literal(choices: tuple) -> Converter:
    def convert(value: Any) -> Any:
        for choice in choices:
            if type(choice) is type(value) and choice == value:
                return choice
        for choice in choices:
            if isinstance(choice, enum.Enum):
                if value == choice.name:
                    return choice
            elif isinstance(value, (str, int, float)) and str(choice) == str(value):
                return choice
        raise _misfit(value, "one of " + ", ".join(repr(choice) for choice in choices))

    return convert


def _enum(cls: Any) -> Converter:
    def convert(value: Any) -> Any:
        if isinstance(value, cls):
            return value
        if isinstance(value, str) and value in cls.__members__:
            return cls.__members__[value]
        try:
            return cls(value)
        except (ValueError, TypeError, KeyError):
            pass
        for member in cls:
            if isinstance(value, str) and str(member.value) == value:
                return member
        raise _misfit(value, f"one of the {cls.__name__}: " + ", ".join(cls.__members__))

    return convert


_LIST_LIKE = (collections.abc.Sequence, collections.abc.MutableSequence, collections.abc.Iterable, collections.abc.Collection)
_SET_LIKE = (collections.abc.Set, collections.abc.MutableSet)
_DICT_LIKE = (collections.abc.Mapping, collections.abc.MutableMapping)
CONTAINERS = {
    **{cls: list for cls in (list, *_LIST_LIKE)},
    **{cls: set for cls in (set, *_SET_LIKE)},
    **{cls: dict for cls in (dict, *_DICT_LIKE)},
    frozenset: frozenset,
    tuple: tuple,
    collections.deque: collections.deque,
    collections.OrderedDict: collections.OrderedDict,
}
_GENERIC_CLASSES = frozenset(CONTAINERS)


def _generic(origin: Any, arguments: tuple) -> Optional[Converter]:
    container = CONTAINERS.get(origin)
    if container is None:
        # Callable, type[…]: taken as it is; a generic class of the user's: held to the class.
        return _class(origin) if isinstance(origin, type) and not inspect.isabstract(origin) and origin is not type else None
    if issubclass(container, dict):
        return _dict(container, origin, arguments)
    if container is tuple and arguments and arguments[-1] is not Ellipsis:
        return _tuple(() if arguments == ((),) else arguments)
    return _collection(container, origin, converter_for(arguments[0]) if arguments else None)


def _collection(container: type, origin: Any, item: Optional[Converter]) -> Converter:
    def convert(value: Any) -> Any:
        if not isinstance(value, (list, tuple, set, frozenset, collections.deque)):
            if item is None and isinstance(origin, type) and isinstance(value, origin) and not isinstance(value, (str, bytes, dict)):
                return value
            to_list = getattr(value, "tolist", None)  # an array
            value = to_list() if to_list is not None else value
            if not isinstance(value, list):
                raise _misfit(value, "a list")
        if item is not None:
            value = [_at(index, item, element) for index, element in enumerate(value)]
        try:
            return value if type(value) is container else container(value)
        except TypeError as problem:
            raise ArgumentError(f"cannot become a {container.__name__}: {problem}") from None

    return convert


def _tuple(arguments: tuple) -> Converter:
    items = [converter_for(argument) for argument in arguments]

    def convert(value: Any) -> Any:
        if not isinstance(value, (list, tuple)):
            raise _misfit(value, f"a list of {len(items)}")
        if len(value) != len(items):
            raise ArgumentError(f"needs a list of {len(items)}, not of {len(value)}: {_shown(value)}")
        return tuple(e if c is None else _at(i, c, e) for i, (c, e) in enumerate(zip(items, value)))

    return convert


def _dict(container: type, origin: Any, arguments: tuple) -> Converter:
    key, item = (converter_for(argument) for argument in arguments) if len(arguments) == 2 else (None, None)

    def convert(value: Any) -> Any:
        if not isinstance(value, dict):
            if key is None and item is None and isinstance(value, origin):
                return value
            raise _misfit(value, "a map")
        if key is not None or item is not None:
            given = value
            value = {(k if key is None else _at(k, key, k)): (v if item is None else _at(k, item, v)) for k, v in given.items()}
            if len(value) < len(given):
                raise ArgumentError(f"has keys that become the same: {_shown(given)}")
        return value if isinstance(value, container) else container(value)

    return convert


def _data_class(cls: Any) -> Converter:
    fields = [field for field in dataclasses.fields(cls) if field.init]
    required = {field.name for field in fields if field.default is field.default_factory is dataclasses.MISSING}
    return _record(cls, [field.name for field in fields], required)


def _attrs_class(cls: Any) -> Converter:
    from attr import NOTHING

    fields = [field for field in cls.__attrs_attrs__ if field.init]
    arguments = {field.name: getattr(field, "alias", None) or field.name.lstrip("_") for field in fields}
    record = _record(cls, list(arguments), {field.name for field in fields if field.default is NOTHING}, arguments)
    cast = _cast(cls, cls)
    return lambda value: record(value) if isinstance(value, dict) else cast(value)


def _named_tuple(cls: Any) -> Converter:
    record = _record(cls, list(cls._fields), set(cls._fields) - set(cls._field_defaults))

    def convert(value: Any) -> Any:
        if isinstance(value, (list, tuple)) and not isinstance(value, cls) and len(value) <= len(cls._fields):
            value = dict(zip(cls._fields, value))
        return record(value)

    return convert


def _record(cls: Any, names: list[str], required: set[str], arguments: Optional[dict[str, str]] = None) -> Converter:
    """Calls a class with a map's values; ``arguments`` are the names of its arguments where those of its fields are others."""
    converters: dict[str, Optional[Converter]] = {}

    def convert(value: Any) -> Any:
        if isinstance(value, cls):
            return value
        if not isinstance(value, dict):
            raise _misfit(value, f"a map with the fields of {cls.__name__}: {', '.join(names)}")
        unknown = [key for key in value if key not in names]
        if unknown:
            raise ArgumentError(f"has a field {unknown[0]!r} that {cls.__name__} has not; it has: {', '.join(names)}")
        missing = [name for name in names if name in required and name not in value]
        if missing:
            raise ArgumentError(f"lacks the field {missing[0]!r} of {cls.__name__}")
        if not converters:  # not before the first use: a class may hold itself
            hints = _field_hints(cls)
            converters.update((name, converter_for(hints[name]) if name in hints else None) for name in names)
        given = {k: v if converters[k] is None else _at(k, converters[k], v) for k, v in value.items()}
        try:
            return cls(**(given if arguments is None else {arguments[k]: v for k, v in given.items()}))
        except (TypeError, ValueError) as problem:
            raise ArgumentError(f"cannot become a {cls.__name__}: {problem}") from None

    return convert


def _field_hints(cls: Any) -> dict[str, Any]:
    try:
        return typing.get_type_hints(cls)
    except Exception:
        return {}


def _validated(cls: Any, validate: Converter) -> Converter:
    def convert(value: Any) -> Any:
        try:
            return validate(value)
        except ValueError as problem:  # both versions of pydantic raise a ValueError that tells field and reason
            raise ArgumentError(f"cannot become a {cls.__name__}: {problem}") from None

    return convert


def _cast(cls: Any, call: Converter) -> Converter:
    abstract = inspect.isabstract(cls) or cls.__module__ in ("typing", "collections.abc", "types")

    def convert(value: Any) -> Any:
        if abstract or isinstance(value, cls) or not isinstance(value, (bool, int, float, str, list, dict, type(None))):
            return value  # an object from the catalog is what it is; annotations are not always the whole truth
        if value is None:
            raise _misfit(value, f"a {cls.__name__}")
        try:
            return call(value)
        except Exception as problem:
            raise ArgumentError(f"cannot become a {cls.__name__}: {_shown(value)} ({type(problem).__name__}: {problem})") from None

    return convert


SIMPLE: dict[Any, Converter] = {
    bool: _bool,
    int: _int,
    float: _float,
    complex: _complex,
    str: _str,
    bytes: _bytes,
    datetime.datetime: _datetime,
    datetime.date: _date,
    datetime.time: _time,
    datetime.timedelta: _timedelta,
}


# Telling


def _at(place: Any, convert: Converter, value: Any) -> Any:
    try:
        return convert(value)
    except ArgumentError as problem:
        text = str(problem)
        raise ArgumentError(f"at [{place!r}]{'' if text.startswith('at [') else ':'} {text}".replace("] at [", "][")) from None


def _misfit(value: Any, wanted: str) -> ArgumentError:
    return ArgumentError(f"needs {wanted}, not {_shown(value)} of type {type(value).__name__}")


def _shown(value: Any) -> str:
    try:
        text = repr(value)
    except Exception:
        return "a value that cannot be shown"
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + CUT


def _name(hint: Any) -> str:
    return hint.__name__ if isinstance(hint, type) and typing.get_origin(hint) is None else str(hint).replace("typing.", "")


def _is_number(value: Any) -> bool:
    """A number of any library, a single one: NumPy's scalars have no base in common with Python's."""
    return isinstance(value, (int, float)) or (hasattr(value, "__float__") and not isinstance(value, str) and getattr(value, "shape", ()) == ())
