"""User code looked at without running it: where a command's function is, whether its file parses, and what it asks for."""

from __future__ import annotations

import ast
import os
import sys
import warnings
from importlib.machinery import ModuleSpec
from typing import Any, Iterator, Optional, Union

from eagleray.worker.modules import is_function_path, nearest_words

_Function = (ast.FunctionDef, ast.AsyncFunctionDef)
_UNKNOWN = object()
_NAMESPACES = ("argparse.Namespace", "Namespace")


def look_at(command: str) -> dict:
    """What can be said of a command; the entry of a ``syntax`` answer."""
    answer: dict = {"command": command, "checked": False}
    parts = command.split(".")
    if not is_function_path(parts):
        return _problem(answer, "command", f'{command!r} is not the dotted path of a function, such as "train.train_model"')
    for split in range(len(parts) - 1, 0, -1):
        file = _file(parts[:split])
        if file is _UNKNOWN:
            return answer  # without a source: built in, or compiled
        if file is not None:
            return _read(answer, str(file), ".".join(parts[:split]), parts[split:])
    return _missing(answer, parts)


def _missing(answer: dict, parts: list[str]) -> dict:
    """The first part of a command that is not there; those before it are folders."""
    folders = sys.path
    for index, part in enumerate(parts):
        spec = found_spec(parts[: index + 1])
        if spec is None:
            return _problem(answer, "module", f'there is no module "{".".join(parts[: index + 1])}"', nearest_words(part, _modules_in(folders)))
        folders = list(spec.submodule_search_locations or [])
    return _problem(answer, "function", f'"{".".join(parts)}" is a folder, not a function')


def _read(answer: dict, file: str, module: str, names: list[str]) -> dict:
    answer["file"] = file
    tree = _parsed(answer, file)
    if tree is None:
        return answer
    answer["checked"] = True
    found: Any = tree
    for name in names:
        scope = found
        found = _definition(scope, name)
        if found is None:
            if _is_open(scope):  # "from x import *", a module's __getattr__, a base class: only running it can tell
                answer["checked"] = False
                return answer
            known = [known for known, node in _names(scope) if not known.startswith("_") and isinstance(node, (*_Function, ast.ClassDef))]
            message = f'the module "{module}" has no function "{".".join(names)}"'
            return _problem(answer, "function", message, nearest_words(name, known))
        answer["line"] = found.lineno
        answer["column"] = found.col_offset + 1
        if not isinstance(found, (ast.ClassDef, *_Function)):
            break  # imported, or assigned
    if isinstance(found, _Function):
        answer.update(_signature(found))
    return answer


def _parsed(answer: dict, file: str) -> Optional[ast.Module]:
    try:
        with open(file, "rb") as source:
            text = source.read()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(text, file)
    except SyntaxError as problem:
        _problem(answer, "syntax", problem.msg or "does not parse")
        answer["problem"].update(line=problem.lineno or 1, column=max(problem.offset or 1, 1))
    except (ValueError, RecursionError, MemoryError, OSError) as problem:
        _problem(answer, "syntax", f"cannot be read: {problem or type(problem).__name__}")
        answer["problem"].update(line=1, column=1)
    return None


def _signature(function: Union[ast.FunctionDef, ast.AsyncFunctionDef]) -> dict:
    given = function.args
    positional = [*given.posonlyargs, *given.args]
    first_default = len(positional) - len(given.defaults)
    arguments = [_argument(arg, index < first_default) for index, arg in enumerate(positional)]
    arguments += [_argument(arg, default is None) for arg, default in zip(given.kwonlyargs, given.kw_defaults)]
    asked = [argument for argument in arguments if argument.get("type") not in _NAMESPACES]
    return {
        "arguments": asked,
        "keywords": given.kwarg is not None or len(asked) < len(arguments),
        "generator": any(isinstance(node, (ast.Yield, ast.YieldFrom)) for node in _own_nodes(function)),
        "decorated": bool(function.decorator_list),
    }


def _argument(argument: ast.arg, required: bool) -> dict:
    entry = {"name": argument.arg, "required": required}
    if argument.annotation is not None:
        note = argument.annotation
        entry["type"] = note.value if isinstance(note, ast.Constant) and isinstance(note.value, str) else ast.unparse(note)
    return entry


def _own_nodes(function: ast.AST) -> Iterator[ast.AST]:
    """The nodes of a body in their order, without those of functions and classes inside."""
    waiting = list(reversed(function.body))  # type: ignore[attr-defined]
    while waiting:
        node = waiting.pop()
        yield node
        if not isinstance(node, (*_Function, ast.Lambda, ast.ClassDef)):
            waiting.extend(reversed(list(ast.iter_child_nodes(node))))


def _definition(scope: ast.AST, name: str) -> Optional[Any]:
    """What a name stands for at the end of a module or class: its last definition."""
    found = None
    for known, node in _names(scope):
        if known == name:
            found = node
    return found


def _names(scope: ast.AST) -> Iterator[tuple[str, Any]]:
    for node in _own_nodes(scope):
        if isinstance(node, (*_Function, ast.ClassDef)):
            yield node.name, node
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            for alias in node.names:
                yield (alias.asname or alias.name.split(".")[0]), node
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id, node


def _is_open(scope: ast.AST) -> bool:
    if isinstance(scope, ast.ClassDef) and (scope.bases or scope.keywords):
        return True
    stars = (node for node in _own_nodes(scope) if isinstance(node, ast.ImportFrom))
    return any(alias.name == "*" for node in stars for alias in node.names) or _definition(scope, "__getattr__") is not None


def _file(parts: list[str]) -> Any:
    """The source of a module: None where there is none."""
    spec = found_spec(parts)
    if spec is None:
        return None
    if not spec.has_location:
        return None if spec.submodule_search_locations else _UNKNOWN  # a namespace package holds no function
    return spec.origin if spec.origin and spec.origin.endswith(".py") else _UNKNOWN


def found_spec(parts: list[str]) -> Any:
    """A module, found as an import would find it but for running its parents: None where there is none."""
    places: Optional[list[str]] = None
    spec = None
    for index in range(len(parts)):
        spec = _spec(".".join(parts[: index + 1]), places)
        if spec is None:
            return None
        places = list(spec.submodule_search_locations) if spec.submodule_search_locations is not None else []
    return spec


def _spec(name: str, places: Optional[list[str]]) -> Any:
    for finder in sys.meta_path:
        find = getattr(finder, "find_spec", None)
        try:
            spec = find(name, places) if find is not None else None
        except Exception:  # a finder of an installed package that cannot cope
            continue
        if spec is not None:
            return spec
    return _namespace(name, places or [])


def _namespace(name: str, places: list[str]) -> Any:
    """A namespace package inside another package: Python's own finder tells of it only once the outer one is imported."""
    folders = [os.path.join(place, name.rpartition(".")[2]) for place in places]
    folders = [folder for folder in folders if os.path.isdir(folder)]
    if not folders:
        return None
    spec = ModuleSpec(name, None, is_package=True)
    spec.submodule_search_locations = folders
    return spec


def _modules_in(folders: list[str]) -> list[str]:
    known = set()
    for entry in folders:
        if os.path.isdir(entry) and "site-packages" not in entry:
            known.update(name[:-3] for name in os.listdir(entry) if name.endswith(".py"))
    return sorted(known)


def _problem(answer: dict, kind: str, message: str, near: Optional[list[str]] = None) -> dict:
    answer["problem"] = {"kind": kind, "message": message, "nearest": near or []}
    return answer
