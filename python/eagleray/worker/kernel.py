"""The kernel of a notebook: IPython's, with what the task worker asks of it. Runs in a process of its own, of the user's interpreter."""

from __future__ import annotations

import json
import os
import sys
from typing import Any, Optional

if __name__ == "__main__":
    # A script's folder stands first on the path; the modules in it are no one's business.
    here = os.path.dirname(os.path.abspath(__file__))
    sys.path[:] = [entry for entry in sys.path if os.path.abspath(entry or ".") != here]

    def _register_package(folder: str) -> None:
        """Makes ``eagleray`` importable from its folder without putting anything on ``sys.path``."""
        from importlib.util import module_from_spec, spec_from_file_location

        spec = spec_from_file_location("eagleray", os.path.join(folder, "__init__.py"), submodule_search_locations=[folder])
        assert spec is not None and spec.loader is not None
        module = module_from_spec(spec)
        sys.modules["eagleray"] = module
        spec.loader.exec_module(module)

    def _end_with_parent() -> None:
        """The kernel looks for its parent once a second; where the system can tell at once, it does."""
        if sys.platform == "linux":
            import ctypes
            import signal

            ctypes.CDLL(None).prctl(1, signal.SIGKILL)

    _register_package(os.path.dirname(here))
    _end_with_parent()

    from ipykernel import kernelapp

    kernelapp.launch_new_instance()


def load(folder: str) -> None:
    """Sets the parameters that are, or hold, objects."""
    from eagleray.worker.decode import decoded

    request = _read(folder)
    store = _store(request)
    for name, value in request["objects"].items():
        _variables()[name] = decoded(value, store)


def save(folder: str) -> None:
    """Tells the values of the variables that the task returns, or why it cannot."""
    from eagleray.worker.encode import Encoder, ReturnError
    from eagleray.worker.objects import ObjectError
    from eagleray.worker.run import written

    request = _read(folder)
    variables = _variables()
    encoder = Encoder(_store(request))
    answer: dict = {"values": {}}
    try:
        for entry in request["returns"]:
            name = entry["name"]
            if name not in variables:
                raise ReturnError(f'the notebook sets no variable "{name}", which its step returns')
            answer["values"][name] = written(variables[name], entry, encoder)
    except (ReturnError, ObjectError) as problem:
        answer = {"error": {"type": type(problem).__name__, "message": str(problem)}}
    _write(folder, "answer.json", answer)


def place(folder: str) -> None:
    """Tells in which line of the cell the last error came up: a number, or null."""
    _write(folder, "place.json", _line())


def _line() -> Optional[int]:
    problem: Any = getattr(sys, "last_value", None)
    trace = getattr(sys, "last_traceback", None)
    variables = _variables()
    while trace is not None:
        if trace.tb_frame.f_globals is variables:
            return trace.tb_lineno
        trace = trace.tb_next
    return problem.lineno if isinstance(problem, SyntaxError) else None


def _variables() -> dict:
    from IPython import get_ipython

    return get_ipython().user_ns


def _store(request: dict) -> Any:
    from eagleray.worker.objects import ObjectStore

    return ObjectStore(request["store"])


def _read(folder: str) -> dict:
    with open(os.path.join(folder, "request.json"), encoding="utf-8") as text:
        return json.load(text)


def _write(folder: str, name: str, value: Any) -> None:
    with open(os.path.join(folder, name), "w", encoding="utf-8") as out:
        json.dump(value, out)
