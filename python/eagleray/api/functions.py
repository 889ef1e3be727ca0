"""How a worker finds a function that the program has at hand: by its module and name."""

from __future__ import annotations

import inspect
import os
import sys
from typing import Any, Callable, Optional, Union


def command_of(function: Union[str, Callable]) -> str:
    """``module.function``, which a worker imports. The program itself is a module too, named by its file.

    :raises ValueError: for a function that a module does not have under a name of its own, such as a method of an object
    """
    if isinstance(function, str):
        return function
    if not callable(function):
        raise ValueError(f"a task's function must be a function or 'module.function', not {function!r}")
    place = _place(function)
    if place is None:
        raise ValueError(_missed(function))
    module, name = place
    return f"{main_module() if module == '__main__' else module}.{name}"


def _place(function: Callable) -> Optional[tuple[str, str]]:
    """The module that has the function, and its name there. What a function tells of itself is that of another one where it wraps that."""
    module, name = _told(function)
    if module is not None and name is not None and "<" not in name:
        if module not in sys.modules or _is_at(module, name, function):
            return module, name
    for place in (module, "__main__"):
        for key, value in list(vars(sys.modules[place]).items()) if place in sys.modules else ():
            if value is function:
                return str(place), key
    return None


def _told(function: Any) -> tuple[Optional[str], Optional[str]]:
    owner = getattr(function, "__self__", None)
    if isinstance(owner, type):  # a method of a class, which may have inherited it
        return owner.__module__, f"{owner.__qualname__}.{function.__name__}"
    return getattr(function, "__module__", None), getattr(function, "__qualname__", None)


def _is_at(module: str, name: str, function: Callable) -> bool:
    found: Any = sys.modules[module]
    for part in name.split("."):
        found = getattr(found, part, None)
    return found is function or inspect.ismethod(found) and found == function


def _missed(function: Callable) -> str:
    module, name = _told(function)
    if inspect.ismethod(function):
        return (
            f"{name} in {module} is a method of an object, which the process that runs it does not have: write a function"
            " at the top of a module that makes the object and calls it"
        )
    if name is None:
        return f"a task's function must be a function or 'module.function', not {function!r}"
    if "<" in name:
        return (
            f"{name} in {module} runs in a process of its own, which imports it by its name: define it with def at the top of a"
            " module"
        )
    return (
        f"{module}.{name} is another function than the one that was given, which wraps it or stood there before; it runs in a"
        " process of its own, which imports it by its name: give it one at the top of a module"
    )


def main_file() -> str:
    """The program's file, absolute; empty where there is none, as in an interactive session."""
    return os.path.abspath(getattr(sys.modules.get("__main__"), "__file__", None) or "") if has_main() else ""


def has_main() -> bool:
    """Whether the program is a file; what comes on standard input is called ``<stdin>`` and is none."""
    return os.path.isfile(getattr(sys.modules.get("__main__"), "__file__", None) or "")


def program_folder() -> str:
    """Where Python looks for the program's modules first: for one that is run as a module, not in its own folder."""
    spec = getattr(sys.modules["__main__"], "__spec__", None)
    return os.path.dirname(main_file()) if has_main() and (spec is None or spec.name == "__main__") else os.getcwd()


def main_module() -> str:
    """The name under which a worker imports the program.

    :raises ValueError: where the program is no file, or one that cannot be imported
    """
    if not has_main():
        raise ValueError("a function of an interactive session has no file to import it from; put it into a module")
    spec = getattr(sys.modules["__main__"], "__spec__", None)
    if spec is not None and spec.name == "__main__":
        raise ValueError(
            f"the program of a folder, {main_file()}, cannot be imported by the process that runs its functions: put them into"
            " another module beside it"
        )
    if spec is not None and spec.name:
        return spec.name
    name, kind = os.path.splitext(os.path.basename(main_file()))
    if kind != ".py" or "." in name or " " in name:
        raise ValueError(
            f"a program called {name + kind!r} cannot be imported by the process that runs its functions: call it by one word"
            " and .py, or put its functions into another module"
        )
    return name


def is_in_worker() -> bool:
    """Whether this is a worker, which imports the program for its functions."""
    return "eagleray.worker.loop" in sys.modules
