"""What a Ray cluster adds: each figure beside Ray's own, on one warm cluster."""

import hashlib
import json
import os
import re
import shutil
import sqlite3
import statistics
import subprocess
import tempfile
import threading
import time
import urllib.request
from functools import partial
from pathlib import Path

import measure
import peers
import table
import workloads
from cluster import PLAIN, Cluster

TRIALS = 300
MANY_TRIALS = 1_000
QUIET_SECONDS = 5
"""Between a command that started a job and the next one: the cluster takes that long to clear up after it."""

FUNCTION_TRIALS = 40
LOG_BYTES = 1_000_000_000
LINE = "%012d " + "x" * 186 + "\n"


def run_all(eagleray, python, runs):
    with Cluster(python, _java_home(eagleray)) as cluster:
        _warm(eagleray, cluster)
        searches(eagleray, python, cluster, runs)
        acceptance(eagleray, python, cluster, max(runs, 5))
        following(eagleray, cluster)
    round_trips(eagleray, python)


def _warm(eagleray, cluster):
    """Packages are uploaded and workers started before anything is measured."""
    for engine in ("ray", "native"):
        _search(eagleray, cluster, engine, 1, 2)


def searches(eagleray, python, cluster, runs):
    """Wall time of a whole search, from the command's start to its end; in turns."""
    ways = {}
    for reports, count in [(1, 1), (1, TRIALS), (1, MANY_TRIALS), (27, 100)]:
        of = ", up to 27 reports" * (reports > 1) + f", {count} trials"
        ways["Ray Tune by hand, run on the head" + of] = partial(_bare, python, cluster, "class", reports, count)
        ways["Ray Tune by hand, a job of its own" + of] = partial(_bare_job, python, cluster, reports, count)
        ways["Eagleray, `engine: ray`" + of] = partial(_search, eagleray, cluster, "ray", reports, count)
        ways["Eagleray, `engine: native`" + of] = partial(_search, eagleray, cluster, "native", reports, count)
    walls = {name: [] for name in ways}
    for _ in range(runs):
        for name, way in ways.items():
            walls[name].append(way())
            table.wall_progress(name, walls[name][-1])
            time.sleep(QUIET_SECONDS)
    name = f"Ray Tune by hand, function API, {FUNCTION_TRIALS} trials"
    walls[name] = [_bare(python, cluster, "function", 1, FUNCTION_TRIALS)]
    table.wall_progress(name, walls[name][-1])
    table.walls("Searches on a warm cluster of two CPUs", walls)


def _bare(python, cluster, api, reports, count):
    return _timed(peers.ray_trials(api, reports), count, lambda file: [python, file], cluster.environment)


def _bare_job(python, cluster, reports, count):
    """As a user gets a program from elsewhere to run on a cluster: its folder goes along, and the command follows it to its end."""
    workload = peers.ray_trials("class", reports)
    return _timed(workload, count, lambda file: _submitting(python, cluster, ".", "python", file), cluster.environment)


def _submitting(python, cluster, folder, *command, options=()):
    submit = [os.path.join(os.path.dirname(python), "ray"), "job", "submit", *options, "--working-dir", folder]
    return [*submit, "--address", cluster.address, "--", *command]


def _search(eagleray, cluster, engine, reports, count):
    workload = workloads.python_trials(cluster.address, engine, reports)
    return _timed(workload, count, lambda file: [eagleray, "run", file, "--quiet"], {})


def _timed(workload, count, command, environment):
    folder = tempfile.mkdtemp(prefix="eagleray-benchmark-")
    try:
        return _wall(command(workload(folder, count)), folder, environment)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _wall(command, folder, environment):
    """Not measure.run: it would wait for the cluster's processes too."""
    begin = time.monotonic()
    ended = subprocess.run(command, cwd=folder, env={**os.environ, **environment}, capture_output=True, text=True)
    if ended.returncode != 0:
        raise measure.CommandFailed(f"{' '.join(command)} ended with {ended.returncode}:\n{(ended.stdout + ended.stderr)[-2000:]}")
    return time.monotonic() - begin


def acceptance(eagleray, python, cluster, runs):
    """From the start of a command to the job accepted: ours, Ray's own command with the same folder, and the cluster's share of both."""
    ours, rays, alone = [], [], []
    for _ in range(runs):
        folder = tempfile.mkdtemp(prefix="eagleray-benchmark-")
        try:
            file = workloads.python_trials(cluster.address, "ray", 1)(folder, 1)
            begin = time.time()
            _wall([eagleray, "run", file, "--quiet"], folder, {})
            ours.append(_accepted_at(folder) - begin)
            time.sleep(QUIET_SECONDS)
            submit = _submitting(python, cluster, folder, "true", options=["--no-wait"])
            rays.append(_wall(submit, folder, cluster.environment))
            time.sleep(QUIET_SECONDS)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
        alone.append(_submit(cluster, "true"))
        time.sleep(QUIET_SECONDS)
    print("### From `run` to the job accepted, packages cached\n")
    print("| what | runs | wall s |\n|---|---|---|")
    print(f"| `eagleray run` | {runs} | {table.spread(ours)} |")
    print(f"| `ray job submit --no-wait` | {runs} | {table.spread(rays)} |")
    print(f"| the request alone | {runs} | {table.spread(alone)} |", flush=True)
    print()


def _accepted_at(folder):
    """When the log says that fan-out was done, in seconds since the epoch."""
    log = sqlite3.connect(f"file:{folder}/.eagleray/eagleray.db?mode=ro", uri=True)
    found = log.execute("select at from events where type = 'PhaseEnded' and body like '%fan-out%'").fetchone()
    log.close()
    return found[0] / 1e9


def _submit(cluster, command):
    body = json.dumps({"entrypoint": command}).encode()
    request = urllib.request.Request(cluster.address + "/api/jobs/", body, {"Content-Type": "application/json"})
    begin = time.monotonic()
    with urllib.request.urlopen(request, timeout=120) as answer:
        answer.read()
    return time.monotonic() - begin


def following(eagleray, cluster):
    """A client that follows a job that prints a gigabyte: what it passes on, and its memory."""
    lines = LOG_BYTES // len(LINE % 0)
    script = f"import sys; [sys.stdout.write({LINE!r} % i) for i in range({lines})]"
    wanted = hashlib.sha256()
    for number in range(lines):
        wanted.update((LINE % number).encode())
    with tempfile.TemporaryDirectory(prefix="eagleray-benchmark-") as folder:
        Path(folder, "printing.py").write_text(script)
        command = [eagleray, "ray", "submit", "--address", cluster.address, "--working-dir", folder, "--id", "printing"]
        begin = time.monotonic()
        process = subprocess.Popen(
            [*command, "--", "python", "printing.py"], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        memory = _Memory(process.pid)
        found, size = hashlib.sha256(), 0
        for line in process.stdout:
            if re.match(rb"\d{12} x", line):
                found.update(line)
                size += len(line)
        status = process.wait()
        wall = time.monotonic() - begin
        samples = memory.stop()
    middle = len(samples) // 2
    same = found.digest() == wanted.digest()
    print(f"### Following a job that prints {LOG_BYTES / 1e9:.0f} GB\n")
    print("| exit | bytes | the same bytes | wall s | MB/s | memory MiB, first half's greatest | second half's |\n|---|---|---|---|---|---|---|")
    print(
        f"| {status} | {size:,} | {'yes' if same else 'NO'} | {wall:.0f} | {size / wall / 1e6:.0f} "
        f"| {max(samples[:middle] or [0]) / 2**20:.0f} | {max(samples[middle:] or [0]) / 2**20:.0f} |\n",
        flush=True,
    )


class _Memory:
    """The resident set of one process, looked at ten times a second."""

    def __init__(self, pid):
        self._pid = pid
        self._samples = []
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def _watch(self):
        while not self._ended.wait(0.1):
            self._samples.append(measure.resident(self._pid))

    def stop(self):
        self._ended.set()
        self._thread.join()
        return self._samples


def round_trips(eagleray, python):
    """A Java function's reports in a Ray actor: from the report in the JVM to the decision's arrival there."""
    home = Path(eagleray).parent
    with tempfile.TemporaryDirectory(prefix="eagleray-benchmark-") as folder:
        built = home / ".build" / (home / ".build" / "current").read_text().splitlines()[1] / "lib"
        jar = next(built.glob("eagleray-worker-*.jar"))
        shutil.copytree(home / "python" / "eagleray", Path(folder, "eagleray"))
        Path(folder, "eagleray", "jars").mkdir()
        shutil.copy(jar, Path(folder, "eagleray", "jars", "worker.jar"))
        shutil.copy(Path(__file__).with_name("round_trip.py"), folder)
        Path(folder, "Timed.java").write_text(workloads.TIMED)
        javac = [os.path.join(_java_home(eagleray), "bin", "javac"), "-parameters", "--release", "21", "-cp", str(jar)]
        subprocess.run([*javac, "-d", folder, os.path.join(folder, "Timed.java")], check=True)
        environment = {**os.environ, **PLAIN, "PYTHONPATH": folder, "JAVA_HOME": _java_home(eagleray)}
        told = subprocess.run([python, "round_trip.py"], cwd=folder, env=environment, capture_output=True, text=True, check=True)
    micros = [int(number) / 1000 for number in told.stdout.split("NANOS ")[1].split()]
    middle, high = statistics.median(micros), statistics.quantiles(micros, n=100)[98]
    print("### A report of a Java function in a Ray actor, there and back\n")
    mean = statistics.fmean(micros)
    print("| reports | median ms | mean ms | 99th percentile ms |\n|---|---|---|---|")
    print(f"| {len(micros):,} | {middle / 1000:.3f} | {mean / 1000:.3f} | {high / 1000:.3f} |\n", flush=True)


def _java_home(eagleray):
    doctor = subprocess.run([eagleray, "doctor"], capture_output=True, text=True).stdout
    return next(line.split(" in ")[1].split()[0].rstrip(",;") for line in doctor.splitlines() if " java " in line and " in " in line)
