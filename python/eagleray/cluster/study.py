"""The study process: a JVM beside the driver that decides of a search by the native engine, in lines of JSON."""

from __future__ import annotations

import json
import os
import queue
import subprocess
import threading
from typing import Any, List, Mapping, Sequence

from eagleray.cluster import locate
from eagleray.cluster.failures import NodeFailed, failure
from eagleray.cluster.spec import Spec

MAIN = "io.eagleray.cli.StudyMain"


class StudyEnded:
    """The study's output has ended."""

    def __init__(self, code: int):
        self.code = code


def command(spec: Spec) -> List[str]:
    """The argv of the study process."""
    folder = locate.needed_package("eagleray_study")
    return [locate.java(), *spec.java_options, "-cp", os.path.join(folder, "*"), MAIN]


class Study:
    """The process. Its lines come into a queue as mappings, and after the last one ``StudyEnded``."""

    def __init__(self, spec: Spec, slots: int, history: Sequence[Mapping[str, Any]], inbox: "queue.Queue[Any]"):
        self._process = subprocess.Popen(command(spec), stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True)
        self._inbox = inbox
        threading.Thread(target=self._read, name="eagleray-study", daemon=True).start()
        settled = {**spec.raw["settled"], "slots": slots}
        self.send({**spec.raw, "settled": settled, "history": list(history)})

    def send(self, message: Mapping[str, Any]) -> None:
        """Sends a line."""
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(json.dumps(message, separators=(",", ":")).encode("ascii") + b"\n")
            self._process.stdin.flush()
        except (BrokenPipeError, ValueError):
            pass  # its end comes through its output

    def close(self) -> None:
        """Ends the process, which ends by itself when its input closes."""
        assert self._process.stdin is not None
        try:
            self._process.stdin.close()
        except OSError:
            pass
        try:
            self._process.wait(5)
        except subprocess.TimeoutExpired:
            self._process.kill()

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            try:
                message = json.loads(line)
            except ValueError:
                print(line.decode("utf-8", "replace"), end="", flush=True)  # none of the study's lines
                continue
            self._inbox.put(message)
        self._inbox.put(StudyEnded(self._process.wait()))


def died(code: int) -> NodeFailed:
    """The study is gone without having said how the search ended."""
    message = f"the study process ended with exit code {code} before the search did; what it printed is in the job's log"
    return NodeFailed(failure("study-died", message))
