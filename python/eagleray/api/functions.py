"""How a worker finds a function that the program has at hand: by its module and name."""

from __future__ import annotations

import os
import sys
from typing import Callable, Union


def command_of(function: Union[str, Callable]) -> str:
    """``module.function``, which a worker imports. The program itself is a module too, named by its file.

    :raises ValueError: for a function that has no name in a module, such as a lambda
    """
    if isinstance(function, str):
        return function
    name = getattr(function, "__qualname__", None)
    module = getattr(function, "__module__", None)
    if not callable(function) or name is None or module is None:
        raise ValueError(f"a task's function must be a function or 'module.function', not {function!r}")
    if "<" in name:
        raise ValueError(
            f"{name} in {module} runs in a process of its own, which imports it by its name: define it with def at the"
            " top of a module"
        )
    return f"{main_module() if module == '__main__' else module}.{name}"


def main_file() -> str:
    """The program's file, absolute; empty where there is none, as in an interactive session."""
    return os.path.abspath(getattr(sys.modules.get("__main__"), "__file__", None) or "") if has_main() else ""


def has_main() -> bool:
    """Whether the program is a file; what comes on standard input is called ``<stdin>`` and is none."""
    return os.path.isfile(getattr(sys.modules.get("__main__"), "__file__", None) or "")


def main_module() -> str:
    """The name under which a worker imports the program.

    :raises ValueError: where the program is no file
    """
    if not has_main():
        raise ValueError("a function of an interactive session has no file to import it from; put it into a module")
    spec = getattr(sys.modules["__main__"], "__spec__", None)
    if spec is not None and spec.name:
        return spec.name
    return os.path.splitext(os.path.basename(main_file()))[0]


def is_in_worker() -> bool:
    """Whether this is a worker, which imports the program for its functions."""
    return "eagleray.worker.loop" in sys.modules
