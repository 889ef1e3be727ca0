"""A real Ray of one machine, and jobs for it as a client would submit them: folders of packages, and the driver's lines read back."""

from __future__ import annotations

import importlib.util
import json
import os
import pathlib
import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import textwrap
import time
import uuid

import pytest

PACKAGE = pathlib.Path(__file__).resolve().parent.parent / "eagleray"
ROOT = PACKAGE.parent.parent
RAY_PYTHON = os.environ.get("EAGLERAY_RAY_PYTHON") or (sys.executable if importlib.util.find_spec("ray") else None)
"""The interpreter that has Ray: this one, or another's, since tests only start processes."""

NONCE = "abcdef0123456789"
LIMIT_SECONDS = 120

OPEN = {"RAY_AUTH_MODE": "disabled"}
"""Where it is unset, Ray 2.60 asks for a token as soon as one lies in the home folder."""


FIRST_PORT, ROW, ROWS = 10_000, 250, 80
WORKER_PORTS = 200


def _take_ports(count):
    """The first of so many free ports in a row, and the socket that keeps them from tests that run beside these, as PortRow does in Java."""
    for _ in range(1000):
        guard = _listening(FIRST_PORT + random.randrange(ROWS) * ROW)
        if guard is None:
            continue
        first = guard.getsockname()[1] + 1
        sockets = [_listening(port) for port in range(first, first + count)]
        for one in filter(None, sockets):
            one.close()
        if None not in sockets:
            return first, guard
        guard.close()
    raise AssertionError(f"no {count} free ports in a row")


def _listening(port):
    one = socket.socket()
    one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        one.bind(("", port))
        one.listen()
        return one
    except OSError:
        one.close()
        return None


@pytest.fixture(scope="session")
def cluster():
    """The address of a cluster with two CPUs, shared by all tests. EAGLERAY_TEST_RAY names one that runs already."""
    if os.environ.get("EAGLERAY_TEST_RAY"):
        yield os.environ["EAGLERAY_TEST_RAY"]
        return
    folder = tempfile.mkdtemp(prefix="er-", dir="/tmp")  # short: sockets lie below it
    port, guard = _take_ports(5 + WORKER_PORTS)
    dashboard, agent, client, metrics, workers = range(port + 1, port + 6)
    command = [RAY_PYTHON, "-m", "ray.scripts.scripts", "start", "--head", "--block", f"--port={port}", f"--dashboard-port={dashboard}"]
    command += ["--dashboard-host=127.0.0.1", f"--dashboard-agent-listen-port={agent}", f"--ray-client-server-port={client}"]
    command += [f"--metrics-export-port={metrics}", "--num-cpus=2", f"--min-worker-port={workers}", f"--max-worker-port={workers + WORKER_PORTS - 1}"]
    command += [f"--temp-dir={folder}/ray", "--disable-usage-stats", "--include-dashboard=true"]
    log = open(os.path.join(folder, "head.log"), "wb")
    head = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT, start_new_session=True, env={**os.environ, **OPEN})
    address = f"{_own_address()}:{port}"
    try:
        _await_port(port, head, log.name)
        yield address
    finally:
        for number in (signal.SIGTERM, signal.SIGKILL):
            _signal_group(head.pid, number)
            try:
                head.wait(5)
                break
            except subprocess.TimeoutExpired:
                continue
        _signal_group(head.pid, signal.SIGKILL)
        log.close()
        guard.close()
        shutil.rmtree(folder, ignore_errors=True)


def _own_address():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one:
        try:
            one.connect(("192.0.2.1", 9))
            return one.getsockname()[0]
        except OSError:
            return "127.0.0.1"


def _await_port(port, head, log):
    limit = time.monotonic() + LIMIT_SECONDS
    while "Ray runtime started" not in pathlib.Path(log).read_text(errors="replace"):
        assert head.poll() is None, pathlib.Path(log).read_text(errors="replace")
        assert time.monotonic() < limit, pathlib.Path(log).read_text(errors="replace")
        time.sleep(0.2)


def _signal_group(pid, number):
    try:
        os.killpg(pid, number)
    except ProcessLookupError:
        pass


def uniform(low=0.0, high=1.0):
    return {"type": "range", "low": low, "high": high, "log": False, "step": 0, "integer": False}


def choice(*values):
    return {"type": "choice", "values": list(values), "ordered": False}


class Ended:
    """What a driver told."""

    def __init__(self, code, text):
        self.code = code
        self.text = text
        marked = [line.split(" ", 2)[2] for line in text.splitlines() if line.startswith("@eagleray " + NONCE)]
        self.lines = [json.loads(line) for line in marked]
        self.events = [event for line in self.lines for event in line.get("events", [])]
        self.notes = [line["note"] for line in self.lines if "note" in line]
        self.objects = [line["object"] for line in self.lines if "object" in line]
        self.end = next((line["end"] for line in self.lines if "end" in line), None)

    def of(self, type, trial=None):
        return [e["body"] for e in self.events if e["type"] == type and (trial is None or e["body"]["trial"] == trial)]

    @property
    def statuses(self):
        return [body["status"] for body in self.of("TrialEnded") if not body["willRetry"]]

    @property
    def configs(self):
        return {body["trial"]: body["config"] for body in self.of("TrialAsked")}

    def check(self, known=()):
        """The order that each trial's events must have, and the numbering of lines. The trials that are known have been asked for before."""
        assert [line["n"] for line in self.lines] == list(range(len(self.lines))), self.text
        state = dict.fromkeys(known, "TrialAsked")
        for event in self.events:
            trial, type = event["body"]["trial"], event["type"]
            before = state.get(trial)
            if type == "TrialAsked":
                assert before in (None, "TrialReported", "TrialAsked"), self.text
            elif type == "TrialStarted":
                assert before is not None and (before != "TrialEnded" or state[trial, "again"]), self.text
            elif type == "TrialReported":
                assert before in ("TrialStarted", "TrialReported"), self.text
            else:
                assert before in ("TrialStarted", "TrialReported"), self.text
                state[trial, "again"] = event["body"]["willRetry"]
            state[trial] = type
        return self


class Job:
    """A submission of a Ray node, as a client makes it."""

    def __init__(self, folder, address):
        self.folder = folder
        self.address = address
        self.work = folder / "work"
        self.packages = folder / "packages"
        self.uuid = uuid.uuid4().hex
        self.work.mkdir()
        (self.packages / "eagleray_job").mkdir(parents=True)
        (self.packages / "eagleray_job" / "__init__.py").touch()
        (self.packages / "eagleray").symlink_to(PACKAGE)
        self.marks = folder / "marks"
        self.marks.mkdir()
        self.spec = {
            "format": 1,
            "run": {"id": "calm-otter-0914", "uuid": self.uuid, "step": "tune", "attempt": 1, "submission": 1},
            "nonce": NONCE,
            "mode": "search",
            "engine": "ray",
            "task": {"kind": "python", "command": "train.train", "returns": [{"name": "found", "kind": "json"}], "path": ["."], "reports": False},
            "arguments": {"marks": str(self.marks)},
            "tune": {},
            "settled": {"metric": "score", "mode": "max", "num_samples": 4, "seed": 7, "keep_objects": 1, "max_concurrent": 1},
            "space": [{"name": "x", "domain": uniform()}],
            "resources": {"num_cpus": 1},
            "objects": {"folder": str(folder / "no-catalog"), "probe": "probe", "through": 64 << 20},
            "history": [],
        }

    def code(self, text, name="train.py"):
        (self.work / name).write_text(textwrap.dedent(text), encoding="utf-8")

    def settle(self, **settled):
        self.spec["settled"].update(settled)

    def space(self, **domains):
        self.spec["space"] = [{"name": name.replace("__", "."), "domain": domain} for name, domain in domains.items()]

    def history(self, *ended):
        """Goes on from what earlier submissions told."""
        self.spec["history"] = [event for one in ended for event in one.events]
        self.spec["run"]["submission"] = len(ended) + 1

    def start(self, under=(), **environment):
        """Starts the driver, or what starts it; its output goes to a file."""
        (self.packages / "eagleray_job" / "spec.json").write_text(json.dumps(self.spec))
        number = len(list(self.folder.glob("log-*")))
        log = self.folder / f"log-{number}"
        runtime = {"working_dir": str(self.work), "env_vars": {"PYTHONPATH": str(self.packages), **environment}}
        process = subprocess.Popen(
            [*under, RAY_PYTHON, "-m", "eagleray.cluster", "execute-ray-node", "--run-id", "calm-otter-0914", "--step-name", "tune"],
            cwd=self.work,
            stdout=open(log, "wb"),
            stderr=subprocess.STDOUT,
            start_new_session=True,
            env={
                **os.environ,
                **OPEN,
                **environment,
                "PYTHONPATH": str(self.packages),
                "RAY_ADDRESS": self.address,
                "RAY_JOB_CONFIG_JSON_ENV_VAR": json.dumps({"runtime_env": runtime, "metadata": {}}),
                "PYTHONUNBUFFERED": "1",
            },
        )
        process.log = log
        return process

    def finish(self, process, seconds=LIMIT_SECONDS):
        """Waits for a driver's end."""
        try:
            code = process.wait(seconds)
        except subprocess.TimeoutExpired:
            _signal_group(process.pid, signal.SIGKILL)
            process.wait()
            raise AssertionError("the driver did not end: " + self.told(process).text) from None
        ended = self.told(process)
        ended.code = code
        return ended

    def told(self, process):
        return Ended(None, process.log.read_text(errors="replace"))

    def run(self, **environment):
        """Runs the driver to its end; it must have written one."""
        ended = self.finish(self.start(**environment))
        assert ended.end is not None, ended.text
        return ended.check({event["body"]["trial"] for event in self.spec["history"]})

    def done(self, **environment):
        ended = self.run(**environment)
        assert ended.end["outcome"] == "done" and ended.code == 0, ended.text
        return ended

    def failure(self, **environment):
        ended = self.run(**environment)
        assert ended.end["outcome"] == "failed" and ended.code == 0, ended.text
        return ended.end["failure"]

    def await_that(self, process, condition, seconds=LIMIT_SECONDS):
        limit = time.monotonic() + seconds
        while not condition():
            assert time.monotonic() < limit and process.poll() is None, self.told(process).text
            time.sleep(0.05)

    def marked(self, prefix=""):
        return sorted(path.name for path in self.marks.iterdir() if path.name.startswith(prefix))


@pytest.fixture
def job(tmp_path, cluster):
    """A job that searches ``x`` with the function ``train`` of ``train.py``: 4 trials, one at a time."""
    return Job(tmp_path, cluster)
