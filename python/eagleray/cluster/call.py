"""A Ray node without a search: its function runs once, in one actor with the node's resources."""

from __future__ import annotations

from typing import Any, Dict, List, Mapping

from eagleray.cluster import compat
from eagleray.cluster.actors import created
from eagleray.cluster.failures import MAX_LOST, NodeFailed, failure, first_line
from eagleray.cluster.objects import Collection, from_json
from eagleray.cluster.spec import Spec


def run(spec: Spec, collection: Collection, cancellation: Any) -> Dict[str, Any]:
    """Runs the call; returns its outcome. Raises NodeFailed where it failed."""
    lost = 0
    while True:
        try:
            ended = _once(spec, cancellation)
            break
        except compat.lost_errors() as problem:
            lost += 1
            if lost > MAX_LOST:
                raise NodeFailed(failure("worker-died", f"its worker was lost {lost} times: {first_line(problem)}")) from None
    if ended["outcome"] == "cancelled":
        return {"outcome": "cancelled"}
    if ended["outcome"] == "failed":
        raise NodeFailed(ended["failure"])
    values = ended["values"] if "values" in ended else _by_name(spec, ended.get("value"))
    collection.keep(values, from_json(ended.get("place")), "the call")
    return {"outcome": "done", "values": values}


def _once(spec: Spec, cancellation: Any) -> Mapping[str, Any]:
    import ray

    actor = created(spec.resources)
    cancellation.tell(lambda: actor.cancel.remote())
    messages: List[Dict[str, Any]] = ray.get(actor.start.remote(None, None))
    while messages[-1]["op"] == "report":
        messages = ray.get(actor.decide.remote("continue"))
    last = messages[-1]
    if last["op"] == "fatal":
        raise NodeFailed(last["failure"])
    return last


def _by_name(spec: Spec, value: Any) -> Dict[str, Any]:
    """The one return takes the whole value; several take a list by position, or a mapping of exactly their names."""
    names = [entry["name"] for entry in spec.task.returns]
    if len(names) == 1:
        return {names[0]: value}
    if isinstance(value, dict) and set(names) <= set(value):
        return value
    if isinstance(value, list) and len(value) == len(names):
        return dict(zip(names, value))
    if not names:
        return {}
    kind = {dict: "mapping", list: "list", str: "text", bool: "boolean", int: "integer", float: "number"}.get(type(value), "null")
    raise NodeFailed(failure("ReturnError", f"the function returned a {kind}, which does not match its returns: {', '.join(names)}"))
