"""The standard library, imported late where it is seldom needed."""

from __future__ import annotations

import importlib
import os
import sys
from types import ModuleType
from typing import Any, Iterable, Optional

_path_at_start = list(sys.path)
_FOLDER = os.path.dirname(os.__file__) + os.sep


def standard_module(name: str) -> ModuleType:
    """Imports a module of the standard library as the worker's start saw it: a user's file of that name is not taken for it, and stays what it is."""
    found = sys.modules.get(name)
    if found is not None and _is_standard(found):
        return found
    path = sys.path[:]
    users = {taken: module for taken in _names(name) if (module := sys.modules.get(taken)) is not None and not _is_standard(module)}
    sys.path[:] = _path_at_start
    for taken in users:
        del sys.modules[taken]
    try:
        return importlib.import_module(name)
    finally:
        sys.path[:] = path
        sys.modules.update(users)


def _names(name: str) -> Iterable[str]:
    """What a user's file may be called so that an import of the module meets it; before Python 3.10, only its own name is known."""
    return getattr(sys, "stdlib_module_names", (name,))


def _is_standard(module: ModuleType) -> bool:
    file = getattr(module, "__file__", None)
    return file is None or file.startswith(_FOLDER)


class Late:
    """A module of the standard library that is imported when something of it is first used: a worker that never does starts quicker."""

    def __init__(self, name: str):
        self._name = name
        self._module: Optional[ModuleType] = None

    def __getattr__(self, attribute: str) -> Any:
        if self._module is None:
            self._module = standard_module(self._name)
        return getattr(self._module, attribute)


def path_at_start() -> list[str]:
    """``sys.path`` as it was before any task."""
    return list(_path_at_start)
