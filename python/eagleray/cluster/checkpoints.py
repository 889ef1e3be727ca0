"""Checkpoints that trials go on from, and those of them that are gone with a node."""

from __future__ import annotations

from typing import Any, Callable, Dict, List, Mapping, Sequence

from eagleray.cluster.history import History

Event = Mapping[str, Any]


def without_lost(history: Sequence[Event], path: str, is_lost: Callable[[Any], bool], note: Callable[[str], None]) -> List[Event]:
    """The record as if no unfinished trial had saved the checkpoints that are lost: it then goes on from an earlier one, or from its start."""
    unfinished = {trial.number for trial in History(history, path).trials.values() if not trial.is_finished}
    kept: List[Event] = []
    told = set()
    for event in reversed(history):
        body = event["body"]
        number = body.get("trial")
        if body.get("path") == path and number in unfinished and event["type"] in ("TrialReported", "TrialTookOver"):
            checkpoint = body.get("checkpoint")
            if checkpoint is not None and is_lost(checkpoint):
                if number not in told:
                    told.add(number)
                    note(f"the checkpoint of trial {number} at step {body['step']} is gone with the node that it was on: the trial goes on from before it")
                event = {**event, "body": _forgotten(event["type"], body)}
            elif checkpoint is not None:
                unfinished.remove(number)
            if event["type"] == "TrialTookOver":
                unfinished.discard(number)  # what it had itself before does not count any more
        kept.append(event)
    kept.reverse()
    return kept


def _forgotten(type: str, body: Mapping[str, Any]) -> Dict[str, Any]:
    rest = {key: value for key, value in body.items() if key != "checkpoint"}
    return {**rest, "step": 0, "metrics": {}} if type == "TrialTookOver" else rest
