"""The watcher: a tiny process that ends the worker's process group when the engine, or the worker, is gone.

A thread could not do it: user code may hold the interpreter's lock for hours, in a catastrophic regular expression or in C. So the worker
forks, before anything else is loaded, a process that only polls two descriptors and touches next to no memory:

- the worker's input: its hang-up means that the engine is gone. The worker gets a second to end by itself, then the group is killed;
- a lifeline, whose other end only the worker has: its hang-up means that the worker is gone, and what it has left in its group is killed.

The watcher keeps no other descriptor, so the engine sees the end of the worker's output when the worker dies. It is not the worker's child (the
process between the two exits at once), so that a user's ``os.wait()`` never meets it. All signals are blocked in it.
"""

from __future__ import annotations

import os
import select
import signal

GRACE_SECONDS = 1.0
"""How long a worker has, after its input closed, to end by itself."""


def start(source: int) -> int:
    """Starts the watcher of this process group on the worker's input; returns the lifeline, to be kept open and never shared."""
    if os.getpgrp() != os.getpid():
        os.setsid()
    kept, lifeline = os.pipe()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
    try:
        between = os.fork()
        if between == 0:
            _become_watcher(source, kept)
        os.waitpid(between, 0)
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
    os.close(kept)
    return lifeline


def _become_watcher(source: int, lifeline: int) -> None:
    try:
        if os.fork() != 0:
            os._exit(0)
        _close_all_but(source, lifeline)
        os.chdir("/")
        _watch(source, lifeline)
    finally:
        os._exit(1)


def _watch(source: int, lifeline: int) -> None:
    poll = select.poll()
    poll.register(source, 0)  # no events asked for: hang-up and error are always told, and data does not wake it
    poll.register(lifeline, 0)
    gone = [fd for fd, _ in poll.poll()]
    if lifeline not in gone:
        poll.unregister(source)
        poll.poll(GRACE_SECONDS * 1000)
    os.killpg(0, signal.SIGKILL)


def _close_all_but(*kept: int) -> None:
    try:
        open_now = [int(name) for name in os.listdir("/dev/fd")]
    except OSError:
        open_now = list(range(1024))
    for fd in open_now:
        if fd not in kept:
            try:
                os.close(fd)
            except OSError:
                pass
