"""The files that a function's module is made of: its own source and the user's modules that it imports, found without running any."""

from __future__ import annotations

import ast
import json
import os
import platform
import sys
import warnings
from collections import deque
from typing import Any, Iterator, Optional

from eagleray.worker.modules import is_user_file
from eagleray.worker.syntax import found_spec

_MOST_FILES = 10_000
_IMPORTING = ("import_module", "__import__")
_INSTALLED = (".dist-info", ".egg-info")


def sources_of(command: str) -> dict:
    """The files behind a dotted path, and what is installed beside them; no files where the path names no module with a source."""
    parts = command.split(".")
    for split in range(len(parts) - 1, 0, -1):
        name = ".".join(parts[:split])
        if _origin(name) is not None:
            return _answer(_Search().modules(name))
    return _answer([])


def sources_of_notebook(file: str) -> dict:
    """The same for a notebook; its own file comes first."""
    search = _Search()
    for text in _cells(file):
        search.follow(text, file, "")
    return _answer([file, *search.found()])


def _answer(files: list[str]) -> dict:
    return {
        "op": "sources",
        "files": files,
        "complete": len(files) < _MOST_FILES,
        "version": platform.python_implementation() + " " + platform.python_version(),
        "installed": sorted(set(_installed())),
    }


def _installed() -> Iterator[str]:
    """Packages with their versions, by the names of the folders that say so."""
    for entry in sys.path:
        try:
            names = os.listdir(entry or ".")
        except OSError:
            continue
        yield from (name for name in names if name.endswith(_INSTALLED))


class _Search:
    """Goes from file to file along the imports, wherever in a file they are."""

    def __init__(self) -> None:
        self._files: set[str] = set()
        self._names: set[str] = set()
        self._tops: dict[str, bool] = {}
        self._waiting: deque[tuple[str, str]] = deque()

    def modules(self, name: str) -> list[str]:
        self._module(name)
        return self.found()

    def found(self) -> list[str]:
        """Files in the order of their paths."""
        while self._waiting and len(self._files) < _MOST_FILES:
            file, name = self._waiting.popleft()
            try:
                with open(file, "rb") as source:
                    text = source.read()
            except OSError:
                continue
            package = name if os.path.basename(file) == "__init__.py" else name.rpartition(".")[0]
            self.follow(text, file, package)
        return sorted(self._files)

    def follow(self, text: Any, file: str, package: str) -> None:
        """Takes the imports of a source; one that does not parse has none."""
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                tree = ast.parse(text, file)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return
        for name in _imported(tree, package):
            self._module(name)

    def _module(self, name: str) -> None:
        """A module and the packages that it is in, as far as they are the user's."""
        parts = name.split(".")
        if not self._is_users(parts[0]):
            return
        for end in range(1, len(parts) + 1):
            known = ".".join(parts[:end])
            if known in self._names:
                continue
            self._names.add(known)
            origin = _origin(known)
            if origin is not None and origin not in self._files:
                self._files.add(origin)
                if origin.endswith(".py"):
                    self._waiting.append((origin, known))


    def _is_users(self, name: str) -> bool:
        known = self._tops.get(name)
        if known is None:
            spec = found_spec([name])
            places = list(spec.submodule_search_locations or []) if spec is not None else []
            known = self._tops[name] = _origin(name) is not None or any(is_user_file(place) for place in places)
        return known


def _origin(name: str) -> Optional[str]:
    """The user's file of a module; None where it is none of the user's, or has none."""
    spec = found_spec(name.split("."))
    if spec is None or not spec.has_location or not spec.origin:
        return None
    return os.path.abspath(spec.origin) if is_user_file(spec.origin) else None


def _imported(tree: ast.AST, package: str) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = _base(node, package)
            if base:
                yield base
            yield from (f"{base}.{alias.name}".lstrip(".") for alias in node.names if alias.name != "*")
        elif isinstance(node, ast.Call) and node.args:
            function = node.func
            called = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
            first = node.args[0]
            if called in _IMPORTING and isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield first.value.lstrip(".") if not first.value.startswith(".") else f"{package}.{first.value.lstrip('.')}"


def _base(node: ast.ImportFrom, package: str) -> str:
    if node.level == 0:
        return node.module or ""
    around = package.split(".")
    kept = around[: len(around) - (node.level - 1)]
    return ".".join([*kept, *([node.module] if node.module else [])])


def _cells(file: str) -> Iterator[str]:
    """The code of a notebook's cells, without what only a notebook understands."""
    with open(file, encoding="utf-8") as source:
        notebook = json.load(source)
    sheets = notebook.get("worksheets", [notebook])  # the third format and those before it have several
    for cell in (cell for sheet in sheets for cell in sheet.get("cells", [])):
        if cell.get("cell_type") == "code":
            text = "".join(cell.get("source", cell.get("input", "")))
            lines = [_plain(line) for line in text.split("\n")]
            yield "\n".join(lines)


def _plain(line: str) -> str:
    bare = line.lstrip()
    return line[: len(line) - len(bare)] + "pass" if bare.startswith(("%", "!", "?")) or bare.endswith("?") else line
