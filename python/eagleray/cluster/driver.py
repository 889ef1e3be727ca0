"""The driver's life: it reads the specification, joins the cluster, runs the search, the call or the command, and says how it ended."""

from __future__ import annotations

import importlib.util
import os
import platform
import signal
import sys
import threading
import traceback
from typing import Any, Callable, Dict, List, Optional

from eagleray.cluster import compat, locate, versions
from eagleray.cluster import spec as specification
from eagleray.cluster.failures import NodeFailed, failure
from eagleray.cluster.fence import Fence, leave_at_once
from eagleray.cluster.lines import Lines
from eagleray.cluster.spec import Spec, SpecError

CANCEL_SECONDS = 2.0
"""How long what runs may take to end by itself: Ray kills a stopped job after 3 seconds."""


class Cancellation:
    """What a SIGTERM does: the running part is told, and the end is written even where it does not listen."""

    def __init__(self, lines: Lines):
        self._lines = lines
        self._listeners: List[Callable[[], None]] = []
        self._source, sink = os.pipe()
        os.set_blocking(sink, False)
        self._sink = sink
        self.is_requested = False
        threading.Thread(target=self._await, name="eagleray-cancel", daemon=True).start()

    def listen(self) -> None:
        """Takes the signal, also from whoever has taken it in the meantime; main thread only."""
        signal.signal(signal.SIGTERM, lambda number, frame: None)
        signal.set_wakeup_fd(self._sink, warn_on_full_buffer=False)

    def tell(self, listener: Callable[[], None]) -> None:
        """Calls the listener when the job is stopped; it then has a moment to write the end itself."""
        self._listeners.append(listener)

    def _await(self) -> None:
        while signal.SIGTERM not in os.read(self._source, 16):
            pass  # the main thread, which may be deep in Ray, is not needed for this
        self.is_requested = True
        for listener in self._listeners:
            try:
                listener()
            except Exception:
                traceback.print_exc()
        if self._listeners:
            threading.Event().wait(CANCEL_SECONDS)
        self._lines.end({"outcome": "cancelled"})
        sys.stdout.flush()
        os._exit(0)


def execute(flags: Dict[str, Any]) -> int:
    """Runs the job; returns the driver's exit code: 0 once its end is written, whatever that says."""
    try:
        spec = specification.read(locate.needed_package("eagleray_job"))
        _check(flags, spec)
    except (SpecError, NodeFailed) as problem:
        print(f"eagleray: {problem}", file=sys.stderr)
        return 2
    lines = Lines(spec.nonce)
    cancellation = Cancellation(lines)
    cancellation.listen()
    environment = dict(os.environ)  # as the job has it, before the driver makes it its own
    compat.prepare(loggers=bool(spec.storage))
    fence: Optional[Fence] = None
    try:
        if importlib.util.find_spec("ray") is None:
            raise NodeFailed(
                failure(
                    "environment",
                    f"the python on the path of the node {os.uname().nodename}, {sys.executable}, has no Ray: "
                    "start Ray there with its own environment first on the PATH",
                )
            )
        ray = compat.connect(spec.namespace)
        cancellation.listen()  # Ray has taken the signal
        fence = Fence(spec.run, compat.Kv(), leave_at_once)
        fence.enter()
        outcome = _outcome(spec, environment, lines, cancellation, ray)
    except NodeFailed as problem:
        outcome = {"outcome": "failed", "failure": problem.failure}
    except Exception as problem:
        traceback.print_exc()
        outcome = {"outcome": "failed", "failure": failure(type(problem).__name__, f"the driver broke: {problem}", stack=traceback.format_exc())}
        lines.end(outcome)
        return 1
    if cancellation.is_requested:
        outcome = {"outcome": "cancelled"}
    if lines.output_may_follow:
        compat.flush_logs()
    lines.end(outcome)
    if fence is not None:
        fence.close()
    compat.leave()
    return 0


def _outcome(spec: Spec, environment: Dict[str, str], lines: Lines, cancellation: Cancellation, ray: Any) -> Dict[str, Any]:
    from eagleray.cluster import objects

    place = objects.here(spec)
    nodes = compat.alive_nodes()
    lines.hello(ray=ray.__version__, python=platform.python_version(), shared=place.shared, nodes=len(nodes))
    if spec.mode == "job":
        from eagleray.cluster import job

        return job.run(spec, environment, cancellation)
    versions.require_readable(spec)
    collection = objects.Collection(spec, lines, place)
    if spec.mode == "call":
        from eagleray.cluster import call

        return call.run(spec, collection, cancellation)
    if spec.engine == "native":
        from eagleray.cluster import search_native

        return search_native.run(spec, lines, collection, cancellation)
    from eagleray.cluster import search_ray

    return search_ray.run(spec, lines, collection)


def _check(flags: Dict[str, Any], spec: Spec) -> None:
    """The flags are for people who list jobs; they must not lie."""
    for flag, expected in (("run_id", spec.run.id), ("step_name", spec.run.step)):
        given = flags.get(flag)
        if given and given != expected:
            raise SpecError(f"--{flag.replace('_', '-')} is {given}, but the job's specification is of {expected}")
