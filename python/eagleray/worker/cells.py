"""The cells of a notebook, executed in a kernel of this interpreter with nbclient."""

from __future__ import annotations

import json
import math
import os
import re
import sys
from typing import Any, Awaitable, Callable, Optional

from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, DeadKernelError
from nbformat.v4 import new_code_cell

from eagleray.worker.decode import OBJECT
from eagleray.worker.failures import ForeignFailure

_KERNEL = os.path.join(os.path.dirname(os.path.abspath(__file__)), "kernel.py")
_COLOUR = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")


def terminal_text(text: str) -> str:
    """A text without the codes that colour it on a terminal."""
    return _COLOUR.sub("", text)


def has_object(value: Any) -> bool:
    """Whether a JSON value is, or holds, the reference of an object."""
    if isinstance(value, dict):
        return OBJECT in value or any(has_object(item) for item in value.values())
    return isinstance(value, list) and any(has_object(item) for item in value)


def injected(notebook: Any, parameters: dict) -> int:
    """Puts a cell that sets the parameters behind the cell tagged ``parameters``, else first; returns its index."""
    tagged = [index for index, cell in enumerate(notebook.cells) if "parameters" in cell.metadata.get("tags", [])]
    at = tagged[0] + 1 if tagged else 0
    lines = [f"{name} = {_literal(value)}" for name, value in sorted(parameters.items())]
    cell = new_code_cell("\n".join(["# Parameters", *lines]), metadata={"tags": ["injected-parameters"]})
    if notebook.get("nbformat_minor", 0) < 5:
        cell.pop("id", None)
    notebook.cells.insert(at, cell)
    return at


def _literal(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{name!r}: {_literal(item)}" for name, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_literal, value)) + "]"
    return f"float({str(value)!r})" if isinstance(value, float) and not math.isfinite(value) else repr(value)


class _ThisInterpreter(KernelSpecManager):
    """Knows one kernel, whatever is installed: that of the interpreter that runs this."""

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        return KernelSpec(argv=[sys.executable, _KERNEL, "-f", "{connection_file}"], display_name="Python", language="python")


class _Client(NotebookClient):
    """Prints what cells print as soon as it comes."""

    hides = False

    def process_message(self, msg: Any, cell: Any, cell_index: int) -> Any:
        if not self.hides:
            _show(msg["msg_type"], msg["content"])
        return super().process_message(msg, cell, cell_index)


def _show(kind: str, content: dict) -> None:
    if kind == "stream":
        out = sys.stderr if content.get("name") == "stderr" else sys.stdout
        out.write(content.get("text", ""))
        out.flush()
    elif kind in ("execute_result", "display_data"):
        print(content.get("data", {}).get("text/plain", ""), flush=True)
    elif kind == "error":
        print(terminal_text("\n".join(content.get("traceback", []))), file=sys.stderr, flush=True)


class Cells:
    """The cells of one notebook and the kernel that runs them.

    ``injected`` is the index of the cell that this program has put in: the user's own are numbered without it, from 1.
    """

    def __init__(self, notebook: Any, name: str, injected: int, folder: str):
        self.name = name
        self._notebook = notebook
        self._injected = injected
        self._folder = folder
        manager = AsyncKernelManager(
            kernel_name="python3",
            kernel_spec_manager=_ThisInterpreter(),
            connection_file=os.path.join(folder, "kernel.json"),
            transport="ipc",  # sockets in our folder: nobody else on the machine can reach them
        )
        self._client = _Client(notebook, km=manager, timeout=None, kernel_name="python3")

    async def start(self, environment: dict) -> None:
        """Starts the kernel in the working directory."""
        try:
            await self._client.async_start_new_kernel(cwd=os.getcwd(), env=environment)
            await self._client.async_start_new_kernel_client()
        except RuntimeError as problem:  # it died before it answered
            raise ForeignFailure("KernelError", f"the kernel of {self.name} did not start: {problem}; the step's log has its output", self.name, "") from None

    async def execute(self, after_parameters: Callable[[], Optional[Awaitable[None]]]) -> None:
        """Executes all cells, and something more once the parameters are set."""
        for index, cell in enumerate(list(self._notebook.cells)):
            try:
                await self._client.async_execute_cell(cell, index)
            except CellExecutionError as problem:
                await self._failed(index, problem)
            except DeadKernelError:
                raise self._dead(index) from None
            if index == self._injected:
                more = after_parameters()
                if more is not None:
                    await more

    async def hidden(self, what: str) -> None:
        """Has the kernel do something of ``eagleray.worker.kernel`` that stands in no notebook."""
        code = f"__import__('eagleray.worker.kernel', fromlist=['kernel']).{what}({self._folder!r})"
        self._notebook.cells.append(new_code_cell(code))
        self._client.hides = True
        try:
            index = len(self._notebook.cells) - 1
            await self._client.async_execute_cell(self._notebook.cells[index], index, store_history=False)
        except CellExecutionError as problem:
            raise ForeignFailure(problem.ename, problem.evalue, self.name, terminal_text(problem.traceback)) from None
        except DeadKernelError:
            raise self._dead(None) from None
        finally:
            self._client.hides = False
            self._notebook.cells.pop()

    async def end(self) -> None:
        """Ends the kernel."""
        if self._client.km is not None:
            self._client.shutdown_kernel = "immediate"
            await self._client._async_cleanup_kernel()

    async def _failed(self, index: int, problem: CellExecutionError) -> None:
        await self.hidden("place")
        with open(os.path.join(self._folder, "place.json"), encoding="utf-8") as text:
            line = json.load(text)
        at = self._cell(index) + (f", line {line}" if line else "")
        raise ForeignFailure(problem.ename, terminal_text(problem.evalue), at, terminal_text(problem.traceback)) from None

    def _dead(self, index: Optional[int]) -> ForeignFailure:
        where = "after its last cell" if index is None else f"in {self._cell(index)}"
        return ForeignFailure("KernelError", f"the kernel died {where}; the step's log has its last output", self.name, "")

    def _cell(self, index: int) -> str:
        if index == self._injected:
            return f"{self.name}, the cell of the parameters"
        return f"{self.name}, cell {index + 1 if index < self._injected else index}"
