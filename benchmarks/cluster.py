"""A Ray cluster of one machine, for measuring."""

import json
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import urllib.request
from pathlib import Path

PATIENCE_SECONDS = 120

PLAIN = {"RAY_USAGE_STATS_ENABLED": "0", "RAY_AUTH_MODE": "disabled"}
"""Of all its processes, and of those that join. Ray 2.60 asks for a token wherever an earlier `ray.init()` left one in the home folder."""


class Cluster:
    """A head with two CPUs and ports of its own, which runs until the end of the ``with``."""

    def __init__(self, python, java_home):
        self._folder = tempfile.mkdtemp(prefix="er", dir="/tmp")  # Ray's sockets lie below it: a short path
        port, dashboard, agent, client, metrics = _free_ports(5)
        self.address = f"http://127.0.0.1:{dashboard}"
        self.environment = {"RAY_ADDRESS": f"127.0.0.1:{port}", **PLAIN}
        command = [python, "-m", "ray.scripts.scripts", "start", "--head", "--block", "--num-cpus=2"]
        command += ["--node-ip-address=127.0.0.1", f"--port={port}", f"--dashboard-port={dashboard}", "--include-dashboard=true"]
        command += [f"--dashboard-agent-listen-port={agent}", f"--ray-client-server-port={client}"]
        command += [f"--metrics-export-port={metrics}", f"--temp-dir={self._folder}/ray", "--disable-usage-stats"]
        path = os.path.dirname(python) + os.pathsep + os.environ["PATH"]  # jobs run the python of the path
        with open(os.path.join(self._folder, "head.log"), "wb") as log:
            self._head = subprocess.Popen(
                command, stdout=log, stderr=log, start_new_session=True, env={**os.environ, "PATH": path, "JAVA_HOME": java_home, **PLAIN}
            )

    def __enter__(self):
        limit = time.monotonic() + PATIENCE_SECONDS
        while not self._answers():
            if self._head.poll() is not None or time.monotonic() > limit:
                told = Path(self._folder, "head.log").read_text(errors="replace")
                self.__exit__()
                raise RuntimeError(f"the cluster did not start:\n{told[-2000:]}")
            time.sleep(0.5)
        return self

    def __exit__(self, *_):
        for number in (signal.SIGTERM, signal.SIGKILL):
            try:
                os.killpg(self._head.pid, number)
                self._head.wait(20)
            except (ProcessLookupError, subprocess.TimeoutExpired):
                continue
        shutil.rmtree(self._folder, ignore_errors=True)

    def _answers(self):
        """Whether its node is there: the dashboard answers earlier than that."""
        try:
            with urllib.request.urlopen(self.address + "/nodes?view=summary", timeout=5) as answer:
                return any(node["raylet"].get("state") == "ALIVE" for node in json.load(answer)["data"]["summary"])
        except (OSError, KeyError):
            return False


def _free_ports(count):
    sockets = [socket.socket() for _ in range(count)]
    for one in sockets:
        one.bind(("127.0.0.1", 0))
    ports = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return ports
