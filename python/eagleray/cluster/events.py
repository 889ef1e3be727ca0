"""The bodies of a trial's events, as the run log holds them."""

from __future__ import annotations

from typing import Any, Dict, Mapping, Optional

COMPLETED, STOPPED, FAILED, PAUSED = "COMPLETED", "STOPPED", "FAILED", "PAUSED"

Event = Dict[str, Any]


def asked(path: str, trial: int, config: Mapping[str, Any]) -> Event:
    """A configuration was proposed; ``config`` is flat, with dotted names."""
    return _event("TrialAsked", path, trial, config=dict(config))


def started(path: str, trial: int, attempt: int, from_step: int) -> Event:
    """An attempt began, at the step of the checkpoint that it goes on from, or 0."""
    return _event("TrialStarted", path, trial, attempt=attempt, fromStep=from_step)


def reported(path: str, trial: int, attempt: int, step: int, metrics: Mapping[str, Any], checkpoint: Optional[Any]) -> Event:
    """A report; steps count from 1."""
    event = _event("TrialReported", path, trial, attempt=attempt, step=step, metrics=dict(metrics))
    if checkpoint is not None:
        event["body"]["checkpoint"] = checkpoint
    return event


def ended(
    path: str, trial: int, attempt: int, status: str, value: Any = None, failure: Optional[Mapping[str, Any]] = None, will_retry: bool = False
) -> Event:
    """An attempt ended; ``value`` is what the function returned."""
    event = _event("TrialEnded", path, trial, attempt=attempt, status=status, value=value)
    if failure is not None:
        event["body"]["failure"] = dict(failure)
    event["body"]["willRetry"] = will_retry
    return event


def _event(type: str, path: str, trial: int, **fields: Any) -> Event:
    return {"type": type, "body": {"path": path, "trial": trial, **fields}}
