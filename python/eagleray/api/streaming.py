"""Pipelines whose events are read while they run."""

from __future__ import annotations

import asyncio
import functools
import json
import os
import tempfile
from typing import Any, AsyncIterator, Optional

from eagleray.api.ending import Ending
from eagleray.api.outcome import Run
from eagleray.api.pipeline import Pipeline, prepared

_BETWEEN_LOOKS = 0.02
"""Seconds."""


class AsyncPipeline(Pipeline):
    """A pipeline that runs while other coroutines of the program do."""

    async def execute(  # type: ignore[override]
        self,
        configuration_file: str = "",
        run_id: str = "",
        tag: str = "",
        parameters_file: str = "",
        log_level: str = "",
        *,
        parameters: Optional[dict[str, Any]] = None,
        state: str = "",
        options: Optional[list[str]] = None,
    ) -> Run:
        """Like that of :class:`Pipeline`, without keeping the event loop. Where it is cancelled, the run is cancelled and waited for."""
        run = prepared(self, configuration_file, run_id, tag, parameters_file, parameters, state, options)
        ending = Ending()
        ended = asyncio.get_running_loop().run_in_executor(None, functools.partial(run, ending=ending))
        try:
            return await asyncio.shield(ended)
        finally:
            if not ended.done():
                await _end(ending, ended)

    async def execute_streaming(
        self,
        configuration_file: str = "",
        run_id: str = "",
        tag: str = "",
        parameters_file: str = "",
        log_level: str = "",
        *,
        parameters: Optional[dict[str, Any]] = None,
        state: str = "",
        options: Optional[list[str]] = None,
    ) -> AsyncIterator[dict]:
        """Runs the pipeline, and yields each event that a generator of it yields, as soon as it is there.

        The arguments are those of :meth:`execute`, and so are the errors, which are raised behind the last event. Where it is
        cancelled or closed before that, the run is cancelled.
        """
        run = prepared(self, configuration_file, run_id, tag, parameters_file, parameters, state, options)
        with tempfile.TemporaryDirectory(prefix="eagleray-") as folder:
            file = os.path.join(folder, "events")
            ending = Ending()
            ended = asyncio.get_running_loop().run_in_executor(None, functools.partial(run, stream=file, ending=ending))
            try:
                with open(file, "a+b") as events:
                    events.seek(0)
                    while not ended.done():
                        for event in _read(events):
                            yield event
                        await asyncio.wait([ended], timeout=_BETWEEN_LOOKS)
                    for event in _read(events):
                        yield event
            finally:
                if not ended.done():
                    await _end(ending, ended)
            await ended


async def _end(ending: Ending, ended: asyncio.Future) -> None:
    """Cancels a run, and waits for its end."""
    ending.request()
    await asyncio.wait([ended])
    ended.exception()  # nobody else asks for it


def _read(events: Any) -> list[dict]:
    """The events whose lines are whole by now."""
    found = []
    while True:
        start = events.tell()
        line = events.readline()
        if not line.endswith(b"\n"):
            events.seek(start)
            return found
        found.append(json.loads(line))
