"""Python values written as the protocol's JSON."""

from __future__ import annotations

import collections
import dataclasses
import datetime
import enum
import math
import numbers
import types
from pathlib import PurePath
from typing import Any, Optional

from eagleray.worker.objects import ObjectReference, ObjectStore, type_name

PREFIX = "$eagleray."
OBJECT, NUMBER, ESCAPED = "$eagleray.object", "$eagleray.number", "$eagleray.escaped"

_ARRAYS = (
    list,
    tuple,
    collections.deque,
    range,
    type({}.keys()),
    type({}.values()),
)


class ReturnError(Exception):
    """What a function returned, or yielded, cannot be taken: the wrong shape, or nothing that can be stored."""


class Encoder:
    """Writes values for one message. An object that is met twice is stored once."""

    def __init__(self, store: ObjectStore):
        self._store = store
        self._stored: dict[int, tuple[Any, dict]] = {}
        self._open: set[int] = set()

    def json(self, value: Any, what: str) -> Any:
        """A value as JSON; what JSON cannot hold becomes a reference, at any depth. ``what`` names it in errors: ``return "rows"``."""
        path: list = []
        try:
            return self._plain(value, path)
        except Unfit as unfit:
            raise ReturnError(f"cannot store the {what}{_place(path)}: {unfit}") from None
        except RecursionError:
            raise ReturnError(f"cannot store the {what}: it is nested too deeply") from None
        finally:
            self._open.clear()

    def object(self, value: Any, what: str) -> Any:
        """A value as one reference."""
        try:
            return self._reference(value)
        except Unfit as unfit:
            raise ReturnError(f"cannot store the {what}: {unfit}") from None

    def metric(self, value: Any, what: str) -> Any:
        """A value as one number."""
        number = _number(value)
        if number is None:
            raise ReturnError(f"the {what} is a metric, which needs one number, not {_shown(value)}")
        return _float(number) if type(number) is float else int(number)

    def _plain(self, value: Any, path: list) -> Any:
        kind = type(value)
        if kind is str or kind is int or value is None or kind is bool:
            return value
        if kind is float:
            return _float(value)
        if kind is dict:
            return self._map(value, value, path)
        if kind is list or kind is tuple:
            return self._array(value, value, path)
        return self._uncommon(value, path)

    def _uncommon(self, value: Any, path: list) -> Any:
        if isinstance(value, enum.Enum):
            return value.name if value.name is not None else value.value  # a combination of flags has no name
        if isinstance(value, ObjectReference):
            return dict(value)
        if isinstance(value, str):
            return str.__str__(value)
        record = _record(value)
        if record is not None:
            return self._map(record, value, path)
        if isinstance(value, (dict, types.MappingProxyType)):
            return self._map(value, value, path)
        if isinstance(value, _ARRAYS):
            return self._array(value, value, path)
        if isinstance(value, (set, frozenset, type({}.items()))):
            return self._array(_ordered(value), value, path)
        if isinstance(value, (datetime.date, datetime.time)):
            return None if type(value).__name__ == "NaTType" else value.isoformat()
        if isinstance(value, PurePath):
            return str(value)
        module = kind_module(value)
        if module in ("decimal", "uuid") and type(value).__name__ in ("Decimal", "UUID"):
            return str(value)
        if module.startswith("pandas") and type(value).__name__ in ("NAType", "NaTType"):
            return None
        if module == "numpy" and type(value).__name__ == "datetime64":
            return str(value)
        number = None if module == "fractions" else _number(value)  # a fraction is exact: it stays an object
        if number is not None:
            return _float(number) if type(number) is float else number
        single = _single(value)
        if single is not value and isinstance(single, str):
            return single
        dumped = _dumped(value)
        if dumped is not None:
            return self._plain(dumped[0], path)
        return self._reference(value)

    def _map(self, value: Any, owner: Any, path: list) -> dict:
        self._enter(owner)
        result = {}
        for key, item in value.items():
            name = key if type(key) is str else key_text(key)
            path.append(name)
            result[name] = self._plain(item, path)
            path.pop()
        if len(result) != len(value):
            raise Unfit(f"two of its keys become the same text, for JSON's keys are texts: {_same_text(value)}")
        self._open.discard(id(owner))
        if len(result) == 1 and name.startswith(PREFIX):
            return {ESCAPED: result}
        return result

    def _array(self, value: Any, owner: Any, path: list) -> list:
        self._enter(owner)
        result = []
        for item in value:
            kind = type(item)
            if kind is str or kind is int or (kind is float and math.isfinite(item)):
                result.append(item)
            else:
                path.append(len(result))
                result.append(self._plain(item, path))
                path.pop()
        self._open.discard(id(owner))
        return result

    def _enter(self, owner: Any) -> None:
        if id(owner) in self._open:
            raise Unfit("it contains itself, which JSON cannot hold; a return of kind object can")
        self._open.add(id(owner))

    def _reference(self, value: Any) -> Any:
        if isinstance(value, ObjectReference):
            return dict(value)
        known = self._stored.get(id(value))
        if known is None:
            if isinstance(value, PurePath) and value.is_dir():
                raise Unfit(f"{value} is a folder; return a file, such as an archive of it")
            known = self._stored[id(value)] = (value, {OBJECT: self._put(value)})
        return known[1]

    def _put(self, value: Any) -> dict:
        try:
            return self._store.put(value)
        except (OSError, MemoryError, KeyboardInterrupt, SystemExit):
            raise
        except RecursionError:
            raise Unfit(f"the value of type {type_name(type(value))} is nested too deeply to be pickled") from None
        except Exception as problem:
            hint = ""
            if isinstance(value, (types.GeneratorType, types.CoroutineType)):
                hint = "; return what it produces instead, list(…) for example"
            raise Unfit(f"a value of type {type_name(type(value))} cannot be pickled ({problem}){hint}") from None


class Unfit(Exception):
    """Why a value cannot be written; its place is added further out."""


def fields_of(value: Any) -> Optional[dict]:
    """A map, record or model as a dict of its fields, or nothing for other values."""
    if isinstance(value, (dict, types.MappingProxyType)):
        return dict(value)
    record = _record(value)
    if record is not None:
        return record
    dumped = _dumped(value)
    return dumped[0] if dumped is not None and isinstance(dumped[0], dict) else None


def kind_module(value: Any) -> str:
    """The module of a value's type."""
    return getattr(type(value), "__module__", None) or ""


def _record(value: Any) -> Optional[dict]:
    cls = type(value)
    if dataclasses.is_dataclass(cls):
        return {field.name: getattr(value, field.name) for field in dataclasses.fields(cls) if hasattr(value, field.name)}
    if isinstance(value, tuple) and hasattr(cls, "_fields") and hasattr(cls, "_asdict"):
        return value._asdict()
    if hasattr(cls, "__attrs_attrs__"):
        return {field.name: getattr(value, field.name) for field in cls.__attrs_attrs__}
    return None


def _dumped(value: Any) -> Optional[tuple[Any]]:
    """What a pydantic model says of itself."""
    cls = type(value)
    if hasattr(cls, "model_dump") and hasattr(cls, "__pydantic_validator__"):
        return (value.model_dump(),)
    if hasattr(cls, "__fields__") and hasattr(cls, "parse_obj") and hasattr(cls, "dict"):
        return (value.dict(),)
    return None


def _number(value: Any) -> Any:
    """An int, bool or float of any library's single number, or nothing."""
    if type(value) in (int, bool, float):
        return value
    if isinstance(value, enum.Enum) and not isinstance(value, (int, float)):
        return None
    value = _single(value)
    if isinstance(value, (bool, int, float)):
        for plain in (bool, int, float):
            if isinstance(value, plain):
                return plain(value)
    if isinstance(value, numbers.Integral):
        return int(value)
    if isinstance(value, numbers.Real) or (kind_module(value) == "decimal" and hasattr(value, "__float__")):
        return float(value)
    return None


def _single(value: Any) -> Any:
    """The Python value of a scalar, or of an array without dimensions, of NumPy or a library like it."""
    item = getattr(value, "item", None)
    if item is None or getattr(value, "dtype", None) is None or getattr(value, "shape", None) != ():
        return value
    try:
        return item()
    except Exception:
        return value


def _float(value: float) -> Any:
    if math.isfinite(value):
        return value
    return {NUMBER: "NaN" if value != value else "Infinity" if value > 0 else "-Infinity"}


def key_text(key: Any) -> str:
    """A key of a map as JSON has it, a text; raises Unfit for one that has none."""
    if isinstance(key, enum.Enum):
        return key.name
    if isinstance(key, str):
        return str.__str__(key)
    number = _number(key)
    if number is True or number is False:
        return "true" if number else "false"
    if number is not None:
        return repr(number)
    if isinstance(key, (datetime.date, PurePath)):
        return key.isoformat() if isinstance(key, datetime.date) else str(key)
    raise Unfit(f"the key {_shown(key)} cannot become a text, which JSON's keys are; a return of kind object takes it")


def _same_text(value: Any) -> str:
    seen: dict[str, Any] = {}
    for key in value:
        name = key_text(key)
        if name in seen:
            return f"{_shown(seen[name])} and {_shown(key)}"
        seen[name] = key
    return ""


def _ordered(values: Any) -> list:
    """A set's values in an order that does not change from process to process, where they have one."""
    try:
        return sorted(values)
    except TypeError:
        return list(values)


def _place(path: list) -> str:
    return " at " + "".join(f"[{step!r}]" for step in path) if path else ""


def _shown(value: Any) -> str:
    try:
        text = repr(value)
    except Exception:
        text = "a value that cannot be shown"
    text = text if len(text) <= 80 else text[:79] + "…"
    return f"{text} of type {type_name(type(value))}"
