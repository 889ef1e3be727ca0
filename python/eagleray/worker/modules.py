"""User code: found, imported, and forgotten when another task brings another path."""

from __future__ import annotations

import importlib
import os
import sys
from types import ModuleType
from typing import Any, Callable, Iterable, Optional

from eagleray.worker.signatures import Signature, signature_of
from eagleray.worker.standard import path_at_start, standard_module

_PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
_STANDARD = os.path.dirname(os.path.abspath(os.__file__))
_INSTALLED = (f"{os.sep}site-packages{os.sep}", f"{os.sep}dist-packages{os.sep}")


class CommandError(Exception):
    """A command names no function."""


def is_user_file(file: str) -> bool:
    """Whether a source file is the user's own: not this package, the standard library, an installed package, or text that was compiled."""
    if file.startswith("<") or any(part in file for part in _INSTALLED):
        return False
    absolute = os.path.abspath(file)
    return not _is_below(absolute, _PACKAGE) and not _is_below(absolute, _STANDARD)


def is_function_path(parts: list[str]) -> bool:
    """Whether the parts of a command may name a function. A module may be called as only a file can be, such as ``06_share-it``."""
    modules = ("_" + part.replace("-", "_") for part in parts[:-1] if part)
    return len(parts) > 1 and all(parts) and parts[-1].isidentifier() and all(name.isidentifier() for name in modules)


class UserModules:
    """The user's modules in this process, by the path that the task gave."""

    def __init__(self) -> None:
        self._path: list[str] = []
        self._base: list[str] = path_at_start()
        self._functions: dict[str, tuple[Callable, Signature]] = {}

    def use(self, path: Iterable[str]) -> None:
        """Puts the entries first on ``sys.path``. A path other than the last one's drops the modules that came from that."""
        entries = list(dict.fromkeys(os.path.abspath(entry) for entry in path))
        if entries != self._path:
            self._forget()
            sys.path[:] = entries + [entry for entry in self._base if entry not in entries]
            self._path = entries  # last, for a cancel may interrupt this anywhere, and the next task then does it again
        # While the path stays, what user code has added to it stays too: its modules are kept, and count on it.

    @property
    def path(self) -> list[str]:
        """The entries that the current task gave."""
        return self._path

    def function(self, command: str) -> tuple[Callable, Signature]:
        """The function that a dotted path names, its module imported."""
        known = self._functions.get(command)
        if known is None:
            function = self._find(command)
            known = self._functions[command] = (function, signature_of(function))
        return known

    def shown(self, file: str) -> str:
        """A file as users know it: relative to the entry of the path that it lies under, where there is one."""
        absolute = os.path.abspath(file)
        roots = [entry for entry in self._path if _is_below(absolute, entry)]
        return os.path.relpath(absolute, max(roots, key=len)) if roots else absolute

    def _find(self, command: str) -> Callable:
        parts = command.split(".")
        if not is_function_path(parts):
            raise CommandError(f'the command {command!r} is not the dotted path of a function, such as "train.train_model"')
        self._refuse_taken_name(parts[0])
        self._look_at_folders_again()
        for split in range(len(parts) - 1, 0, -1):
            module = _imported(".".join(parts[:split]))
            if module is not None:
                return self._attribute(module, parts[split:])
        raise CommandError(self._unknown_module(parts[0]))

    def _attribute(self, module: ModuleType, names: list[str]) -> Callable:
        value: Any = module
        for name in names:
            try:
                value = getattr(value, name)
            except AttributeError:
                where = self.shown(module.__file__) if getattr(module, "__file__", None) else "a namespace package"
                known = [key for key, found in vars(value).items() if callable(found) and not key.startswith("_")]
                hint = nearest(name, known)
                raise CommandError(f'the module "{module.__name__}" ({where}) has no function "{name}"{hint}') from None
        if not callable(value):
            name = ".".join([module.__name__] + names)
            raise CommandError(f'"{name}" is not a function but of type {type(value).__name__}')
        return value

    def _unknown_module(self, name: str) -> str:
        known = set()
        for entry in self._path:
            try:
                names = os.listdir(entry)
            except OSError:
                continue
            known.update(n[:-3] for n in names if n.endswith(".py"))
            known.update(n for n in names if os.path.isdir(os.path.join(entry, n)) and n.isidentifier())
        folders = ", ".join(self._path) or "no folder given"
        return f'no module "{name}" in {folders}, nor installed{nearest(name, known)}'

    def _refuse_taken_name(self, name: str) -> None:
        """A user's ``json.py`` cannot be imported: Python has its own ``json`` already. Better to say so than to call that."""
        module = sys.modules.get(name)
        if module is None or self._is_users(module):
            return
        for entry in self._path:
            file = os.path.join(entry, name + ".py")
            if os.path.isfile(file) and os.path.abspath(getattr(module, "__file__", None) or "") != file:
                raise CommandError(f'{file} has the name of a module that Python has loaded already, "{name}"; call the file otherwise')

    def _look_at_folders_again(self) -> None:
        """Forgets the listings of the user's folders: an earlier task may have written modules there."""
        for entry in list(sys.path_importer_cache):
            if any(_is_below(entry, root) for root in self._path):
                del sys.path_importer_cache[entry]

    def _forget(self) -> None:
        self._functions.clear()
        if not self._path:
            return
        for name, module in list(sys.modules.items()):
            if self._is_users(module):
                del sys.modules[name]

    def _is_users(self, module: Any) -> bool:
        place = getattr(module, "__file__", None)
        if place is None:  # a namespace package has no file
            try:
                place = next(iter(module.__path__), None)
            except Exception:
                place = None
        if not isinstance(place, str) or not is_user_file(os.path.join(place, "")[:-1]):
            return False
        place = os.path.abspath(place)
        mine = max((len(entry) for entry in self._path if _is_below(place, entry)), default=-1)
        others = max((len(entry) for entry in self._base if _is_below(place, entry)), default=-1)
        return mine >= 0 and mine >= others


def nearest(word: str, known: Iterable[str]) -> str:
    """``; did you mean "…"?`` with the nearest of the known words, or nothing."""
    found = nearest_words(word, known)
    return f'; did you mean "{found[0]}"?' if found else ""


def nearest_words(word: str, known: Iterable[str]) -> list[str]:
    """Up to three of the known words that are like the given one, the nearest first."""
    return standard_module("difflib").get_close_matches(word, sorted(known), 3)


def _imported(name: str) -> Optional[ModuleType]:
    """The module, or nothing where there is none of that name; whatever goes wrong while it is imported is raised."""
    module = sys.modules.get(name)
    if module is not None:
        return module
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError as missing:
        wanted = missing.name or ""
        if name == wanted or name.startswith(wanted + "."):
            if not _raised_in_user_code(missing):
                return None
        raise


def _raised_in_user_code(problem: BaseException) -> bool:
    trace = problem.__traceback__
    while trace is not None:
        if is_user_file(trace.tb_frame.f_code.co_filename):
            return True
        trace = trace.tb_next
    return False


def _is_below(file: str, folder: str) -> bool:
    return file == folder or file.startswith(folder.rstrip(os.sep) + os.sep)
