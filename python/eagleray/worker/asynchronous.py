"""Coroutines and asynchronous generators, run to their end by code that is not asynchronous."""

from __future__ import annotations

import collections.abc
import types
from typing import TYPE_CHECKING, Any, Iterator

from eagleray.worker.standard import Late

if TYPE_CHECKING:
    import asyncio
else:
    asyncio = Late("asyncio")


def settled(returned: Any) -> Any:
    """What a coroutine comes to; an asynchronous generator as a plain one; any other value as it is."""
    if isinstance(returned, types.AsyncGeneratorType):
        return _stepped(returned)
    if isinstance(returned, collections.abc.Coroutine):
        return asyncio.run(_awaited(returned))
    return returned


async def _awaited(coroutine: Any) -> Any:
    return await coroutine


def _stepped(generator: Any) -> Iterator[Any]:
    """Yields what the generator yields. Between two steps its event loop stands still."""
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    try:
        while True:
            try:
                yielded = loop.run_until_complete(generator.__anext__())
            except StopAsyncIteration:
                return
            yield yielded
    finally:
        try:
            _end(loop, generator)
        finally:
            asyncio.set_event_loop(None)
            loop.close()


def _end(loop: asyncio.AbstractEventLoop, generator: Any) -> None:
    """Ends what still runs in the loop, the generator's ``finally`` blocks first: a step may have been interrupted in its middle."""
    tasks = asyncio.all_tasks(loop)
    for task in tasks:
        task.cancel()
    if tasks:
        loop.run_until_complete(asyncio.gather(*tasks, return_exceptions=True))
    loop.run_until_complete(generator.aclose())
    loop.run_until_complete(loop.shutdown_asyncgens())
    loop.run_until_complete(loop.shutdown_default_executor())
