"""Children that user code forks: they must not speak for the worker, and must not go on as one."""

from __future__ import annotations

import os
import sys
import traceback
from typing import Callable, Optional

_is_child = False


def guard(give_up: Callable[[], None]) -> None:
    """From now on every forked child gives up the protocol's descriptors at once."""

    def in_child() -> None:
        global _is_child
        if not _is_child:
            _is_child = True
            give_up()

    os.register_at_fork(after_in_child=in_child)


def end_if_child(problem: Optional[BaseException] = None) -> None:
    """Ends this process where it is a forked child that came back from the user's function; returns in the worker itself."""
    if not _is_child:
        return
    code = 0
    try:
        if isinstance(problem, SystemExit):
            code = problem.code if isinstance(problem.code, int) else int(problem.code is not None)
        elif problem is not None:
            code = 1
            traceback.print_exception(type(problem), problem, problem.__traceback__)
        sys.stdout.flush()
        sys.stderr.flush()
    finally:
        os._exit(code & 0xFF)
