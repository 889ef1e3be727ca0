"""Runs the engine: the command line, in a JVM of its own."""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
import tempfile
from typing import Any, Optional, Sequence

from eagleray.api import java
from eagleray.api.ending import Ending
from eagleray.api.outcome import InvalidPipelineError, Run, RunFailedError, SurroundingsError
from eagleray.api.values import written_document, written_parameters
from eagleray.worker.channel import loads
from eagleray.worker.stream import STREAM

_PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
_INVALID = 2
_SURROUNDINGS = 3


def command() -> list[str]:
    """The words that start the command line: Java with the jar that this package brings, or a checkout's launcher.

    :raises SurroundingsError: where there is no Java, or neither of the two
    """
    jar = os.path.join(_PACKAGE, "jar", "eagleray.jar")
    if os.path.isfile(jar):
        return [
            os.path.join(java.find(), "bin", "java"),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xlog:disable",
            "-Deagleray.command=eagleray",
            f"-Deagleray.python.worker={os.path.dirname(_PACKAGE)}",
            "-jar",
            jar,
        ]
    launcher = os.path.join(os.path.dirname(os.path.dirname(_PACKAGE)), "eagleray")
    if os.path.isfile(launcher) and os.access(launcher, os.X_OK):
        return [launcher]
    raise SurroundingsError(f"there is no {jar}: install the package again, with pip install ./python in a checkout")


def run(
    document: dict[str, Any],
    parameters: dict[str, Any],
    state: str,
    words: list[str],
    verb: Sequence[str] = ("run",),
    stream: str = "",
    ending: Optional[Ending] = None,
) -> Run:
    """Runs a pipeline to its end.

    :param words: further words of the command line
    :param verb: the command that does it
    :param stream: a file to which what generators yield is appended, an event a line; empty for none
    :param ending: by which another thread can end the run
    :raises InvalidPipelineError: for a parameter that is no value of JSON, for one
    """
    try:
        given = written_parameters(parameters)
    except ValueError as problem:
        raise InvalidPipelineError(str(problem)) from None
    file = _write(document, state)
    line = [*command(), *verb, file, "--state", state, "--python", sys.executable, "--output", "json", "--with-input"]
    environment = {**os.environ, STREAM: stream} if stream else None
    code, told = _listen([*line, *words], environment, given, ending or Ending())
    return _run(code, told)


def _write(document: dict[str, Any], state: str) -> str:
    """Writes the pipeline's file, named by what is in it, so that a run of it can be taken up again."""
    # The one character that JSON takes as it is, and YAML, as which the file is read, does not.
    text = json.dumps(written_document(document), indent=1).replace("\x7f", "\\u007f") + "\n"
    name = re.sub(r"[^A-Za-z0-9_-]+", "-", document["name"])
    folder = os.path.join(state, "pipelines")
    file = os.path.join(folder, f"{name}-{hashlib.sha256(text.encode()).hexdigest()[:12]}.json")
    try:
        os.makedirs(folder, exist_ok=True)
        handle, part = tempfile.mkstemp(dir=folder)
        with os.fdopen(handle, "w", encoding="utf-8") as out:
            out.write(text)
        os.replace(part, file)
    except OSError as error:
        raise SurroundingsError(f"cannot write the pipeline's file {file}: {error.strerror}") from None
    return file


def _listen(line: list[str], environment: Optional[dict[str, str]], given: bytes, ending: Ending) -> tuple[int, str]:
    """Starts the command line and hears what it prints; Ctrl-C makes it end by itself, a second one ends it at once."""
    with tempfile.TemporaryFile() as out:
        process = subprocess.Popen(line, stdin=subprocess.PIPE, stdout=out, env=environment)
        interrupted: Optional[KeyboardInterrupt] = None
        begun = False
        while process.returncode is None:
            try:
                if not begun:
                    begun = True
                    ending.begin(process, given)
                process.wait()
            except KeyboardInterrupt as interrupt:
                if interrupted is not None:
                    process.kill()
                interrupted = interrupt
                ending.request()
        ending.close()
        if interrupted is not None:
            raise interrupted
        out.seek(0)
        return process.returncode, out.read().decode("utf-8", "replace")


def _run(code: int, told: str) -> Run:
    last = told.strip().rpartition("\n")[2]  # a text in it may hold what else Python takes for the end of a line
    try:
        document = loads(last.encode("utf-8"))
    except ValueError:
        raise SurroundingsError(f"the engine ended with code {code} and said: {told.strip() or 'nothing'}") from None
    if code == _INVALID:
        raise InvalidPipelineError(_problems(document))
    if code == _SURROUNDINGS or "run_id" not in document:
        raise SurroundingsError(str(document.get("error", told.strip())))
    run = Run(document)
    if code != 0:
        raise RunFailedError(
            f"run {run.run_id}: {run.status}" + (f": {run.error}" if run.error else ""), run
        )
    return run


def _problems(document: dict[str, Any]) -> str:
    return "\n".join(f"{_place(problem)}  {problem['message']}" for problem in document["problems"])


def _place(problem: dict[str, Any]) -> str:
    numbers = [str(number) for number in (problem["line"], problem["column"]) if number]
    return ":".join([problem["file"], *numbers])


def main() -> int:
    """The command ``eagleray`` of an installed package: the whole command line."""
    try:
        line = [*command(), *sys.argv[1:]]
    except SurroundingsError as error:
        print(f"eagleray: {error}", file=sys.stderr)
        return _SURROUNDINGS
    os.execv(line[0], line)
    return 0
