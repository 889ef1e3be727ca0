"""How a run ended, and what may keep it from running."""

from __future__ import annotations

import math
from typing import Any, Optional


_NUMBERS = {"NaN": math.nan, "Infinity": math.inf, "-Infinity": -math.inf}


class EaglerayError(RuntimeError):
    """The root of all errors of pipelines."""


class InvalidPipelineError(EaglerayError):
    """Something is wrong with the pipeline or with what it was given; nothing was run."""


class SurroundingsError(EaglerayError):
    """Something is missing on this machine, such as Java."""


class RunFailedError(EaglerayError):
    """The run failed, or was interrupted.

    :ivar run: the run
    """

    def __init__(self, message: str, run: Run):
        super().__init__(message)
        self.run = run


class Run:
    """A run that has ended.

    :ivar document: all of it, as ``--output json`` prints it
    """

    def __init__(self, document: dict[str, Any]):
        self.document = document

    @property
    def run_id(self) -> str:
        return self.document["run_id"]

    @property
    def status(self) -> str:
        """``SUCCESS``, ``FAILED``, ``CANCELLED`` or ``INTERRUPTED``, as where it stopped before the step of ``--until``."""
        return self.document["status"]

    @property
    def parameters(self) -> dict[str, Any]:
        """The parameters at its end; of an object what it is, not the object itself."""
        return self.document["parameters"]

    @property
    def metrics(self) -> dict[str, Any]:
        """The numbers at its end; those that JSON has no form for, such as NaN, stand in the document as texts."""
        return {name: _NUMBERS.get(value, value) if isinstance(value, str) else value for name, value in self.document["metrics"].items()}

    @property
    def error(self) -> Optional[str]:
        return self.document["error"]

    def __repr__(self) -> str:
        return f"<run {self.run_id}: {self.status}>"
