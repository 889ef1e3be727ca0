"""The protocol's JSON read back as Python values."""

from __future__ import annotations

from typing import Any

from eagleray.worker.encode import ESCAPED, NUMBER, OBJECT, PREFIX
from eagleray.worker.objects import ObjectStore

_NUMBERS = {"NaN": float("nan"), "Infinity": float("inf"), "-Infinity": float("-inf")}


def decoded(value: Any, store: ObjectStore) -> Any:
    """The value with each escape replaced by what it stands for, at any depth. Objects are loaded after their hash matched."""
    if type(value) is dict:
        if len(value) == 1:
            (key,) = value
            if key.startswith(PREFIX):
                return _escape(key, value, store)
        return {key: decoded(item, store) for key, item in value.items()}
    if type(value) is list:
        return [decoded(item, store) for item in value]
    return value


def _escape(key: str, value: dict, store: ObjectStore) -> Any:
    inner = value[key]
    if key == OBJECT and isinstance(inner, dict):
        return store.get(inner)
    if key == NUMBER and isinstance(inner, str) and inner in _NUMBERS:
        return _NUMBERS[inner]
    if key == ESCAPED and isinstance(inner, dict):
        return {name: decoded(item, store) for name, item in inner.items()}
    return {key: decoded(inner, store)}
