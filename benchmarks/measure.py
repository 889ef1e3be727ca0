"""CPU time and memory of a command with everything that it starts."""

import ctypes
import os
import resource
import subprocess
import threading
import time
from dataclasses import dataclass

PR_SET_CHILD_SUBREAPER = 36
PAGE = os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True)
class Cost:
    """cpu and wall in seconds; memory: highest sum of the resident sets of all processes, in bytes."""

    cpu: float
    wall: float
    memory: int


class CommandFailed(Exception):
    pass


def adopt_orphans():
    """Lets this process inherit, and so account for, what outlives its parent. Linux only."""
    ctypes.CDLL(None, use_errno=True).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def run(command, folder, environment=None):
    """Runs a command to its end and that of all its descendants."""
    before = _children_cpu()
    begin = time.monotonic()
    log = os.path.join(folder, "output.log")
    with open(log, "wb") as out:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env={**os.environ, **(environment or {})},
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
        )
        memory = _MemoryWatch(process.pid)
        status = process.wait()
    wall = time.monotonic() - begin
    _reap_orphans()
    peak = memory.stop()
    if status != 0:
        with open(log, errors="replace") as out:
            raise CommandFailed(f"{' '.join(command)} ended with {status}:\n{out.read()[-2000:]}")
    return Cost(_children_cpu() - before, wall, peak)


def _children_cpu():
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def _reap_orphans():
    while True:
        try:
            os.waitpid(-1, 0)
        except ChildProcessError:
            return


class _MemoryWatch:
    """Looks 20 times a second. Pages that processes share are counted for each of them."""

    def __init__(self, root):
        self._root = root
        self._peak = 0
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def _watch(self):
        while not self._ended.wait(0.05):
            self._peak = max(self._peak, sum(resident(pid) for pid in _tree(self._root)))

    def stop(self):
        self._ended.set()
        self._thread.join()
        return self._peak


def _tree(root):
    children = {}
    for name in os.listdir("/proc"):
        if name.isdigit():
            try:
                with open(f"/proc/{name}/stat") as stat:
                    parent = int(stat.read().rsplit(")", 1)[1].split()[1])
            except (OSError, IndexError):
                continue
            children.setdefault(parent, []).append(int(name))
    found = [root]
    for pid in found:
        found.extend(children.get(pid, []))
    return found


def resident(pid):
    """Bytes; 0 where the process is gone."""
    try:
        with open(f"/proc/{pid}/statm") as statm:
            return int(statm.read().split()[1]) * PAGE
    except OSError:
        return 0
