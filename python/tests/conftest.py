"""A real worker over real pipes, and a project folder for it to run."""

from __future__ import annotations

import importlib.util
import json
import os
import pathlib
import select
import signal
import subprocess
import sys
import textwrap
import threading
import time

import pytest
from ray_support import RAY_PYTHON, cluster, job  # noqa: F401  (fixtures)

SCRIPT = pathlib.Path(__file__).resolve().parent.parent / "eagleray" / "worker" / "__main__.py"
LIMIT_SECONDS = 60

# Where there is no Ray, what needs it is not collected; and what needs more libraries beside it, only where told.
collect_ignore_glob = [] if RAY_PYTHON else ["test_ray_*.py"]
if not os.environ.get("CI") and importlib.util.find_spec("nbclient") is None:
    collect_ignore_glob.append("test_notebook.py")
if not os.environ.get("EAGLERAY_MORE_ALGORITHMS"):
    collect_ignore_glob.append("test_ray_more_algorithms.py")


def pytest_terminal_summary(terminalreporter):
    """Shows why a test failed that passed when it ran again."""
    for report in terminalreporter.stats.get("rerun", []):
        terminalreporter.section(f"{report.nodeid} at first")
        terminalreporter.write_line(report.longreprtext)


class WorkerProcess:
    """A worker, driven as the engine drives it."""

    def __init__(self, folder: pathlib.Path, environment=None, command=None, greeting=True):
        self.folder = folder
        self.objects = folder / "objects"
        self.process = subprocess.Popen(
            command or [sys.executable, str(SCRIPT)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            bufsize=0,
            start_new_session=True,
            cwd="/",
            env={**os.environ, **(environment or {})},
        )
        self.pid = self.process.pid
        self.log = bytearray()
        self._log_reader = threading.Thread(target=self._read_log, daemon=True)
        self._log_reader.start()
        self._buffer = b""
        self._task = 0
        self.ready = self.read() if greeting else None

    def _read_log(self):
        while chunk := self.process.stderr.read(1 << 16):
            self.log += chunk

    def send(self, message):
        self.process.stdin.write(json.dumps(message).encode() + b"\n")

    def send_run(self, command, arguments=None, returns=("result",), **fields):
        self._task += 1
        named = [entry if isinstance(entry, dict) else {"name": entry, "kind": "json"} for entry in returns]
        message = {
            "op": "run",
            "task": self._task,
            "kind": "python",
            "step": "step",
            "attempt": 1,
            "command": command,
            "arguments": arguments or {},
            "returns": named,
            "path": [str(self.folder)],
            "directory": str(self.folder),
            "objects": str(self.objects),
        }
        message.update(fields)
        self.send(message)
        return self._task

    def run(self, command, arguments=None, returns=("result",), **fields):
        task = self.send_run(command, arguments, returns, **fields)
        answer = self.read()
        assert answer["task"] == task
        return answer

    def value(self, command, **arguments):
        """The one returned value of a call; fails the test where the call fails."""
        answer = self.run(command, arguments)
        assert answer["op"] == "result", answer
        return answer["values"]["result"]

    def error(self, command, arguments=None, **fields):
        answer = self.run(command, arguments, **fields)
        assert answer["op"] == "error", answer
        return answer

    def ask(self, op, **fields):
        self._task += 1
        self.send({"op": op, "task": self._task, "path": [str(self.folder)], **fields})
        return self.read()

    def decide(self, decision):
        self.send({"op": "decision", "task": self._task, "decision": decision})

    def read(self):
        line = self.read_line()
        assert line is not None, "the worker's output ended; log: " + self.log.decode(errors="replace")
        return json.loads(line)

    def read_line(self):
        """The next line, or None at the end of the output."""
        limit = time.monotonic() + LIMIT_SECONDS
        while b"\n" not in self._buffer:
            readable, _, _ = select.select([self.process.stdout], [], [], max(0.0, limit - time.monotonic()))
            assert readable, "no answer in time; log: " + self.log.decode(errors="replace")
            chunk = os.read(self.process.stdout.fileno(), 1 << 20)
            if not chunk:
                return None
            self._buffer += chunk
        line, self._buffer = self._buffer.split(b"\n", 1)
        return line

    def await_log(self, text):
        self.await_that(lambda: text in self.log, f"{text!r} in the log")

    def await_that(self, condition, what, seconds=LIMIT_SECONDS):
        limit = time.monotonic() + seconds
        while not condition():
            assert time.monotonic() < limit, f"waited in vain for {what}; log: {bytes(self.log[-2000:])!r}"
            time.sleep(0.005)

    def interrupt(self):
        os.kill(self.pid, signal.SIGINT)

    def close_input(self):
        self.process.stdin.close()

    def group(self):
        """The living processes of the worker's group."""
        return [pid for pid in _pids() if _group_of(pid) == self.pid]

    def kill(self):
        if not self.process.stdin.closed:
            self.process.stdin.close()
        try:
            os.killpg(self.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        self.process.wait()
        self._log_reader.join(5)
        self.process.stdout.close()
        self.process.stderr.close()


def _pids():
    return [int(name) for name in os.listdir("/proc") if name.isdigit()]


def _group_of(pid):
    """The process group, or None for one that is gone or only waits to be reaped."""
    try:
        fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None
    return None if fields[0] == "Z" else int(fields[2])


class Project:
    """A folder of user code."""

    def __init__(self, folder: pathlib.Path):
        self.folder = folder

    def write(self, name, text):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(textwrap.dedent(text), encoding="utf-8")
        return path


@pytest.fixture
def project(tmp_path):
    return Project(tmp_path)


@pytest.fixture
def start(tmp_path):
    started = []

    def starter(**options):
        worker = WorkerProcess(tmp_path, **options)
        started.append(worker)
        return worker

    yield starter
    for worker in started:
        worker.kill()


@pytest.fixture
def worker(start):
    return start()
