"""What went wrong with a trial or a call, in the form that the run log has."""

from __future__ import annotations

from typing import Any, Dict, Mapping, Optional

MAX_LOST = 3
"""How often a trial starts again because its node or actor was lost, before that counts as a failure."""


def failure(type: str, message: str, at: Optional[str] = None, stack: str = "") -> Dict[str, Any]:
    """A failure; without a place where none is known."""
    result = {"type": type, "message": message, "stack": stack}
    if at:
        result["at"] = at
    return result


def of_error(message: Mapping[str, Any]) -> Dict[str, Any]:
    """The failure in a task worker's ``error``."""
    return failure(str(message.get("type")), str(message.get("message")), message.get("at"), str(message.get("stack") or ""))


def first_line(problem: Optional[BaseException]) -> str:
    """What an error says, in one line; its type where it says nothing."""
    lines = str(problem).strip().splitlines()
    return lines[0] if lines else type(problem).__name__


def counted(first: Optional[Mapping[str, Any]], failed: int, succeeded: int) -> Dict[str, Any]:
    """Why a search failed: how many trials did, and with what the first."""
    if first is None:
        return failure("no-trial", "no trial finished within the time budget")
    count = f"{failed} trial failed" if failed == 1 else f"{failed} trials failed"
    how = f"no trial succeeded; {count}" if succeeded == 0 else count
    return failure(str(first.get("type")), f"{how}, the first with: {first.get('message')}", first.get("at"), str(first.get("stack") or ""))


class NodeFailed(Exception):
    """The whole Ray node fails with this, whatever its trials do."""

    def __init__(self, failure: Mapping[str, Any]):
        super().__init__(dict(failure))
        self.failure = dict(failure)


class TrialFailed(Exception):
    """A trial failed. Travels from an actor to the driver."""

    def __init__(self, failure: Mapping[str, Any], fatal: bool = False):
        super().__init__(dict(failure), fatal)
        self.failure = dict(failure)
        self.fatal = fatal

    def __str__(self) -> str:
        return f"{self.failure.get('type')}: {self.failure.get('message')}"


def trial_failed_in(problem: Optional[BaseException]) -> Optional[TrialFailed]:
    """The trial's failure that an error of Ray was made of."""
    seen = set()
    while problem is not None and id(problem) not in seen:
        if isinstance(problem, TrialFailed):
            return problem
        seen.add(id(problem))
        problem = getattr(problem, "cause", None) or problem.__cause__
    return None
