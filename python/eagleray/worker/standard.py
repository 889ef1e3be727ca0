"""The standard library, imported late where it is seldom needed."""

from __future__ import annotations

import importlib
import sys
from types import ModuleType

_path_at_start = list(sys.path)


def standard_module(name: str) -> ModuleType:
    """Imports a module of the standard library as the worker's start saw it: a user's file of that name must not be taken for it."""
    module = sys.modules.get(name)
    if module is not None:
        return module
    path = sys.path[:]
    sys.path[:] = _path_at_start
    try:
        return importlib.import_module(name)
    finally:
        sys.path[:] = path


def path_at_start() -> list[str]:
    """``sys.path`` as it was before any task."""
    return list(_path_at_start)

