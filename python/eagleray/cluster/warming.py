"""Worker processes that are there before the first trial asks for them."""

from __future__ import annotations

import importlib
from typing import Any, List, Mapping

from eagleray.cluster import compat
from eagleray.cluster.spec import Spec

MOST = 64
"""Of the processes that are started ahead."""


def start(spec: Spec, nodes: List[Mapping[str, Any]]) -> None:
    """Lets Ray start the processes in which the first trials will run, and load there what they need, while the driver itself still loads Ray Tune.

    A process that comes with a job's packages takes a second or two to start; an actor takes over an idle one. The tasks ask for no resources, so
    they neither wait nor make an autoscaler add nodes. Nothing waits for them, and nothing is lost where one fails.
    """
    if spec.resources.num_gpus:
        return  # such a process is started with the devices that it may see
    import ray

    module = "eagleray.cluster.trainable" if spec.mode == "search" and spec.engine == "ray" else "eagleray.cluster.actors"
    left = wanted(spec)
    for node in nodes:
        room = min(left, room_on(spec, node))
        left -= room
        task = ray.remote(num_cpus=0, max_retries=0, scheduling_strategy=compat.on_node(node["NodeID"], soft=True))(_load)
        for _ in range(room):
            task.remote(module)


def _load(module: str) -> None:
    importlib.import_module(module)


def wanted(spec: Spec) -> int:
    """How many of the trials could run at once, wherever there is room."""
    if spec.mode != "search" or spec.settled is None:
        return 1
    limits = [MOST, spec.settled.max_concurrent, spec.settled.num_samples]
    return min(limit for limit in limits if limit is not None)


def room_on(spec: Spec, node: Mapping[str, Any]) -> int:
    """How many trials this node has CPUs for."""
    cpus = (node.get("Resources") or {}).get("CPU", 0)
    return int(cpus // spec.resources.num_cpus) if spec.resources.num_cpus else int(cpus)
