"""Notebooks as tasks: run cell by cell in a kernel of this interpreter, with parameters put in and returns read in that same kernel.

The kernel is a process of its own (``eagleray.worker.kernel``). What the two tell each other beside the cells goes through files of a folder that
is gone after the task; the cells that read and write them are executed, and stand in no notebook.
"""

from __future__ import annotations

import importlib.util
import json
import keyword
import os
import sys
from typing import Any, Iterable, Optional

from eagleray.worker.decode import decoded
from eagleray.worker.failures import ForeignFailure, Redaction
from eagleray.worker.modules import CommandError
from eagleray.worker.objects import ObjectStore
from eagleray.worker.standard import Late

asyncio, tempfile = Late("asyncio"), Late("tempfile")

NEEDED = ("nbclient", "ipykernel")
"""The packages that a notebook needs in the user's interpreter."""


def look_at(file: str) -> dict:
    """The fields of a ``signature`` message. A notebook takes all parameters; raises where it cannot be run."""
    lacking = [name for name in NEEDED if importlib.util.find_spec(name) is None]
    if lacking:
        raise CommandError(
            f"a notebook needs {' and '.join(NEEDED)} in the interpreter {sys.executable}, "
            f"which lacks {' and '.join(lacking)}; install them: {sys.executable} -m pip install {' '.join(NEEDED)}"
        )
    _read(file)
    return {"arguments": [], "keywords": True, "generator": False}


def _read(file: str) -> Any:
    import nbformat

    try:
        with open(file, encoding="utf-8") as text:
            notebook = nbformat.read(text, as_version=4)
    except OSError as problem:
        raise CommandError(f"the notebook {file} cannot be read: {problem.strerror}") from None
    except Exception as problem:  # nbformat raises what its many readers raise
        raise CommandError(f"{file} is no notebook: {str(problem).splitlines()[0] if str(problem) else type(problem).__name__}") from None
    language = _told_of(notebook, "kernelspec", "language") or _told_of(notebook, "language_info", "name") or "python"
    if language.lower() not in ("python", "python3", "ipython"):
        raise CommandError(f"{file} is a notebook of {language}; only Python notebooks run here")
    return notebook


def _told_of(notebook: Any, part: str, name: str) -> str:
    """What a notebook's metadata say in one of their parts, which may be missing or null; else the empty text."""
    told = notebook.metadata.get(part)
    return str(told.get(name) or "") if isinstance(told, dict) else ""


def run(message: dict, path: Iterable[str], store: ObjectStore) -> dict:
    """Runs a ``run`` message of kind ``notebook``; returns the fields of its ``result``. The output notebook is written however it ends."""
    from eagleray.worker.cells import Cells, has_object, injected  # they need what the user's interpreter may not have

    file = message["command"]
    notebook = _read(file)
    given = {name: value for name, value in (message.get("arguments") or {}).items() if name.isidentifier() and not keyword.iskeyword(name)}
    objects = {name: value for name, value in given.items() if has_object(value)}
    plain = {name: decoded(value, store) for name, value in given.items() if name not in objects}
    with tempfile.TemporaryDirectory(prefix="eagleray-") as folder:
        _write_json(os.path.join(folder, "request.json"), {"returns": message.get("returns") or [], "objects": objects, "store": message.get("objects")})
        cells = Cells(notebook, os.path.basename(file), injected(notebook, plain), folder)
        try:
            asyncio.run(_executed(cells, folder, path, bool(objects)))
        finally:
            _keep(notebook, message)
        return {"values": _told(folder)["values"]}


async def _executed(cells: Any, folder: str, path: Iterable[str], has_objects: bool) -> None:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([*path, *filter(None, [os.environ.get("PYTHONPATH")])])}
    try:
        await cells.start(environment)
        await cells.execute(lambda: cells.hidden("load") if has_objects else None)
        await cells.hidden("save")
    finally:
        await cells.end()
    problem = _told(folder).get("error")
    if problem is not None:
        raise ForeignFailure(problem["type"], problem["message"], cells.name, "")


def _told(folder: str) -> dict:
    with open(os.path.join(folder, "answer.json"), encoding="utf-8") as text:
        return json.load(text)


def _keep(notebook: Any, message: dict) -> None:
    """Writes the output notebook, without secrets."""
    import nbformat

    target: Optional[str] = message.get("output")
    if target is None:
        return
    redact = Redaction([*(message.get("secrets") or {}).values(), *(message.get("hidden") or [])])
    os.makedirs(os.path.dirname(target), exist_ok=True)
    _blot(notebook, redact)
    with open(target, "w", encoding="utf-8") as out:
        out.write(redact(nbformat.writes(notebook)))


def _blot(node: Any, redact: Redaction) -> None:
    """Blots secrets out of texts, which stand in the file line by line."""
    for key, value in list(node.items() if isinstance(node, dict) else enumerate(node)):
        if isinstance(value, str):
            node[key] = redact(value)
        elif isinstance(value, (dict, list)):
            _blot(value, redact)


def _write_json(file: str, value: Any) -> None:
    with open(file, "w", encoding="utf-8") as out:
        json.dump(value, out)


