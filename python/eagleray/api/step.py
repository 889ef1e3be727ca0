"""What all steps have in common."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any, Optional

from eagleray.api.given import branch

if TYPE_CHECKING:
    from eagleray.api.pipeline import Pipeline

_OURS = os.path.dirname(os.path.abspath(__file__))


def place_of_caller() -> str:
    """The file and line of the program that calls this package: ``pipeline.py:14``."""
    frame = sys._getframe(1)
    while frame is not None:
        file = os.path.abspath(frame.f_code.co_filename)
        if os.path.dirname(file) != _OURS:
            return f"{os.path.basename(file)}:{frame.f_lineno}"
        frame = frame.f_back
    return ""


class Step:
    """A step of a pipeline.

    :param name: unique among the steps beside it, without ``.`` or ``%``
    :param next_node: the step that follows a success; by default the next one in the list
    :param terminate_with_success: whether the pipeline ends with success behind it
    :param terminate_with_failure: whether the pipeline ends with failure behind it
    :param on_failure: steps that run after a failure
    :param retry: a number of attempts, or ``{"max_attempts": 3, "delay": "5s"}``
    :param timeout: how long an attempt may take: seconds, or ``"1h"``
    :param when: whether it is done or skipped: ``"flag"``, ``"not flag"`` or ``{"parameter": "size", "is": 3}``
    :param cache: when what a task gives is taken from an earlier run: ``True``, or ``{"key": ["inputs", "code"], "expires": "7d"}``
    :param overrides: Runnable's executor settings, of which ``{"local-container": KEY}`` names an image; those of a step around hold for steps without any
    """

    def __init__(
        self,
        *,
        name: str = "",
        next_node: str = "",
        terminate_with_success: bool = False,
        terminate_with_failure: bool = False,
        on_failure: Optional[Pipeline] = None,
        retry: Any = None,
        timeout: Any = None,
        when: Any = None,
        cache: Any = None,
        overrides: Optional[dict] = None,
    ):
        if terminate_with_success and terminate_with_failure:
            raise ValueError(f"the step {name!r} cannot end the pipeline with success and with failure")
        self.name = name
        self.next_node = next_node
        self.terminate_with_success = terminate_with_success
        self.terminate_with_failure = terminate_with_failure
        self.on_failure = None if on_failure is None else branch(on_failure, f"on_failure of {name!r}")
        self.retry = retry
        self.timeout = timeout
        self.when = when
        self.cache = cache
        self.overrides = overrides or {}
        self.place = place_of_caller()

    def keys(self) -> dict:
        """The step's own keys in a pipeline's file."""
        raise NotImplementedError

    def written(self, following: str) -> dict:
        """The step as a pipeline's file has it.

        :param following: the step that follows, unless this one says otherwise
        """
        keys = self.keys()
        if self.terminate_with_success:
            keys["next"] = "success"
        elif self.terminate_with_failure:
            keys["next"] = "fail"
        else:
            keys["next"] = self.next_node or following
        if self.on_failure is not None:
            keys["on_failure"] = self.on_failure.first()
        if self.retry is not None:
            keys["retry"] = {"max_attempts": self.retry} if isinstance(self.retry, int) else self.retry
        if self.timeout is not None:
            keys["timeout"] = self.timeout
        if self.when is not None:
            keys["when"] = self.when
        if self.cache is not None:
            keys["cache"] = self.cache
        if self.place:
            keys["at"] = self.place
        return keys

    def as_pipeline(self) -> Pipeline:
        """A pipeline of this step alone."""
        from eagleray.api.pipeline import Pipeline

        return Pipeline(steps=[self])
