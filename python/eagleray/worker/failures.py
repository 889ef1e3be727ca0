"""What went wrong, told so that the user finds the place."""

from __future__ import annotations

import json
import os
import traceback
from typing import Any, Callable, Iterable, Optional

from eagleray.worker.convert import CUT, ArgumentError
from eagleray.worker.encode import ReturnError
from eagleray.worker.modules import CommandError, UserModules, is_user_file
from eagleray.worker.objects import ObjectError

_MESSAGE_LIMIT = 8_000
_STACK_LIMIT = 60_000
_BLOT = "***"
_SHORTEST_SECRET = 6
_HERE = os.path.dirname(os.path.abspath(__file__))


class CancelledTask(BaseException):
    """The engine cancelled the task before it began."""


# Their message says all; a stack would only show the worker's own frames.
_OURS = (ArgumentError, ReturnError, CommandError, ObjectError, CancelledTask)


class ForeignFailure(Exception):
    """An error of user code in a process of its own, as that has told it."""

    def __init__(self, type: str, message: str, at: str, stack: str):
        super().__init__(message)
        self.type, self.message, self.at, self.stack = type, message, at, stack


class Redaction:
    """Blots secrets out of texts: exact values of 6 characters and more, raw and as they stand in JSON or in a ``repr``, also where they are cut off."""

    def __init__(self, secrets: Iterable[Any]):
        values = {value for value in map(str, secrets) if len(value) >= _SHORTEST_SECRET}
        forms = set(values)
        for value in values:
            forms.add(repr(value)[1:-1])
            forms.add(value.encode("unicode_escape", "surrogatepass").decode("ascii"))
            for ascii_only in (True, False):
                forms.add(_json_text(value, ascii_only))
        self._forms = sorted(forms, key=len, reverse=True)

    def __call__(self, text: str) -> str:
        for form in self._forms:
            if form in text:
                text = text.replace(form, _BLOT)
        parts = text.split(CUT)
        return CUT.join([*map(self._without_beginning, parts[:-1]), parts[-1]])

    def _without_beginning(self, text: str) -> str:
        """A text that is cut off, without the beginning of a secret at its end."""
        for form in self._forms:
            for length in range(min(len(form), len(text)), _SHORTEST_SECRET - 1, -1):
                if form[length - 1] == text[-1] and text.endswith(form[:length]):
                    return text[:-length] + _BLOT
        return text


def described(problem: BaseException, modules: UserModules, redact: Redaction, function: Optional[Callable], cancelled: bool) -> dict:
    """The fields of an ``error`` message. Never fails, whatever the exception does when it is looked at."""
    if isinstance(problem, ForeignFailure):
        message, stack = _shortened(redact(problem.message), _MESSAGE_LIMIT), _shortened(redact(problem.stack), _STACK_LIMIT)
        return {"type": problem.type, "message": message, "at": problem.at, "stack": stack, "cancelled": cancelled}
    ours = isinstance(problem, _OURS)
    error: dict = {"type": _type(problem), "message": _shortened(redact(_message(problem)), _MESSAGE_LIMIT)}
    place = _declaration(function) if ours else _place(problem)
    if place is not None:
        file, line, name = place
        shown = f"{modules.shown(file)}:{line}"
        error["at"] = shown if name in (None, "<module>") else f"{shown} in {name}"
        error["file"] = os.path.abspath(file)
        error["line"] = line
    error["stack"] = "" if ours else _shortened(redact(_stack(problem)), _STACK_LIMIT)
    error["cancelled"] = cancelled
    return error


def _type(problem: BaseException) -> str:
    cls = type(problem)
    if isinstance(problem, CancelledTask):
        return "KeyboardInterrupt"
    module = getattr(cls, "__module__", None)
    return cls.__qualname__ if module in ("builtins", "__main__", None) or isinstance(problem, _OURS) else f"{module}.{cls.__qualname__}"


def _message(problem: BaseException) -> str:
    if isinstance(problem, SystemExit):
        code = _quietly(lambda: problem.code, None)
        return f"the function called exit({'' if code is None else _quietly(lambda: repr(code), '…')})"
    text = _quietly(lambda: str(problem), None)
    if not isinstance(text, str):
        return f"an exception of type {type(problem).__name__} whose text cannot be read"
    if isinstance(problem, (KeyboardInterrupt, CancelledTask)) and not text:
        return "the task was interrupted"
    return text


def _place(problem: BaseException) -> Optional[tuple[str, int, Optional[str]]]:
    if isinstance(problem, SyntaxError):
        file, line = _quietly(lambda: (problem.filename, problem.lineno), (None, None))
        if isinstance(file, str) and isinstance(line, int) and is_user_file(file):
            return file, line, None
    found = None
    trace = problem.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        if is_user_file(code.co_filename):
            found = (code.co_filename, trace.tb_lineno or code.co_firstlineno, code.co_name)
        trace = trace.tb_next
    return found


def _declaration(function: Optional[Callable]) -> Optional[tuple[str, int, Optional[str]]]:
    while hasattr(function, "__wrapped__"):
        function = function.__wrapped__
    code = getattr(function, "__code__", None)
    if code is None or not is_user_file(code.co_filename):
        return None
    return code.co_filename, code.co_firstlineno, code.co_name


def _stack(problem: BaseException) -> str:
    trace = problem.__traceback__
    while trace is not None and _is_own(trace.tb_frame.f_code.co_filename):
        trace = trace.tb_next
    lines = _quietly(lambda: traceback.format_exception(type(problem), problem, trace), None)
    if lines is None:
        lines = _quietly(lambda: traceback.format_tb(trace), []) + [_type(problem)]
    return "".join(lines)


def _is_own(file: str) -> bool:
    return file.startswith("<frozen importlib") or os.path.dirname(os.path.abspath(file)) == _HERE


def _shortened(text: str, limit: int) -> str:
    if len(text) <= limit:
        return text
    half = limit // 2
    return f"{text[:half]}\n… {len(text) - 2 * half} characters left out …\n{text[-half:]}"


def _quietly(read: Callable[[], Any], otherwise: Any) -> Any:
    """What ``read`` returns; user code runs in it, which may raise anything."""
    try:
        return read()
    except BaseException:
        return otherwise


def _json_text(value: str, ascii_only: bool) -> str:
    return json.dumps(value, ensure_ascii=ascii_only)[1:-1]
