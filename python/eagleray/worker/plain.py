"""Annotations whose values can be tried before anything runs, since no code of the user's has a part in it."""

from __future__ import annotations

import enum
import typing
from typing import Any

from eagleray.worker.convert import CONTAINERS, SIMPLE, UNIONS, bare

_LIBRARY = ("decimal", "fractions", "uuid")
"""Modules of the standard library whose classes read a text."""


def is_plain(hint: Any) -> bool:
    """Whether making a value of JSON fit runs nothing of the user's, and fails for good where it fails."""
    hint = bare(hint)
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin in UNIONS:
        return all(is_plain(argument) for argument in arguments)
    if origin is typing.Literal:
        return not any(isinstance(choice, enum.Enum) for choice in arguments)
    if origin is not None:
        return origin in CONTAINERS and all(argument in (Ellipsis, ()) or is_plain(argument) for argument in arguments)
    if hint is None or hint is type(None):
        return True
    if not isinstance(hint, type):
        return False
    if hint in SIMPLE or hint in CONTAINERS:
        return True
    if issubclass(hint, enum.Enum):
        return _is_plain_enum(hint)
    return hint.__module__ in _LIBRARY


def _is_plain_enum(cls: Any) -> bool:
    return getattr(cls._missing_, "__func__", None) is getattr(enum.Enum._missing_, "__func__", None)
