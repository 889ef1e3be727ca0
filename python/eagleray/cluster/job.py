"""A Ray node with ``ray_job``: its command runs once, as a child of the driver, with the environment that Ray gives the job."""

from __future__ import annotations

import json
import os
import re
import signal
import tempfile
from typing import Any, Dict, List, Mapping, Tuple

from eagleray.cluster import namespace, plain, secrets
from eagleray.cluster.failures import NodeFailed, failure
from eagleray.cluster.output import to_standard_output
from eagleray.cluster.runner import LONGEST_MESSAGE
from eagleray.cluster.script import LastLines, Script, language
from eagleray.cluster.secrets import Redactor
from eagleray.cluster.spec import Spec

_EXPORTS = "EAGLERAY_EXPORTS"
"""The variable that names the file into which a script writes what it exports."""

_END = "="
"""Behind the last variable: where it is missing, so are others."""

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
"""What a shell can export."""

_NOT_FINITE = re.compile(r"([+-]?)(?:(nan)|inf(?:inity)?)", re.IGNORECASE)
"""A number that JSON has not, as languages print it."""


def run(spec: Spec, environment: Mapping[str, str], cancellation: Any) -> Dict[str, Any]:
    """Runs the command; returns its outcome. Raises NodeFailed where it failed."""
    hidden = secrets.resolved(spec.task.secrets)
    last = LastLines(to_standard_output)
    variables = {**environment, **_variables(spec, environment), **hidden}
    text = spec.task.command
    descriptor, exports = tempfile.mkstemp(prefix="eagleray-", suffix=".env")
    os.close(descriptor)
    try:
        if spec.task.returns:
            variables[_EXPORTS] = exports
            text = _exporting(text, [one["name"] for one in spec.task.returns])
        script = Script(language(spec.task.command), text, variables, os.getcwd(), Redactor(hidden.values()), last)
        cancellation.tell(script.terminate)
        if cancellation.is_requested:
            script.terminate()
        code = script.wait()
        if cancellation.is_requested:
            return {"outcome": "cancelled"}
        if code != 0:
            raise NodeFailed(_failed(code, last))
        return {"outcome": "done", "values": _values(spec, exports, hidden.values())}
    finally:
        os.unlink(exports)


def _variables(spec: Spec, environment: Mapping[str, str]) -> Dict[str, str]:
    """What a shell step's script gets, and what brings the command's own ``ray.init()`` into the namespace."""
    arguments = {name: plain.text(value) for name, value in spec.arguments.items()}
    return {
        **namespace.variables(spec.namespace, environment),
        **spec.variables,
        "EAGLERAY_STEP": spec.run.step,
        "EAGLERAY_ATTEMPT": str(spec.run.attempt),
        **arguments,
    }


def _exporting(text: str, names: List[str]) -> str:
    """The script with the writing of its exports: by a trap, for one that exits early, and by a last line, for one that sets that trap itself.

    Only what it returns is written, by a shell of its own, which has the variables that are exported: the rest may be secret, and whoever kills
    this process leaves the file behind."""
    kept = [name for name in names if _NAME.fullmatch(name)]
    code = "set -e; " + "".join(f'[ -z "${{{name}+x}}" ] || printf "%s\\0" "{name}=${name}"; ' for name in kept) + f'printf "{_END}\\0"'
    return (
        f"eagleray_exports() {{ [ \"$1\" -ne 0 ] || command -p sh -c '{code}' >\"$EAGLERAY_EXPORTS\"; return \"$1\"; }}; "
        "trap 'eagleray_exports $?' EXIT; " + text + "\neagleray_exports $?\n"
    )


def _failed(code: int, last: LastLines) -> Dict[str, Any]:
    lines = last.lines()
    number = -code if code < 0 else code - 128
    how = f"was ended by signal {number}" if 0 < number < 32 else f"ended with exit code {code}"
    if number == signal.SIGKILL:
        how += " (KILL); was the machine out of memory?"
    return failure("ScriptError", f"the command {how}" + (f": {lines[-1]}" if lines else ""), stack="\n".join(lines))


def _values(spec: Spec, exports: str, hidden: Any) -> Dict[str, Any]:
    if not spec.task.returns:
        return {}
    with open(exports, "rb") as file:
        entries = file.read().split(b"\0")
    if entries[-2:] != [_END.encode(), b""]:
        limits = "one holds 128 KiB, all of them about 2 MiB"
        raise NodeFailed(failure("ScriptError", f"the variables that the command exports are too long to be read: {limits}; or the disk is full"))
    found = dict(_pair(entry, hidden) for entry in entries[:-2])
    values = {}
    for one in spec.task.returns:
        name = one["name"]
        if name not in found:
            raise NodeFailed(failure("ScriptError", f"the command exports no variable {name}; it must say: export {name}=…"))
        values[name] = _value(name, one.get("kind", "json"), _text(name, found[name]))
    size = len(json.dumps(values))
    if size > LONGEST_MESSAGE:
        raise NodeFailed(failure("too-big", f"what the command exports is {size / (1 << 20):.1f} MiB as JSON; at most 1 MiB can be recorded"))
    return values


def _pair(entry: bytes, hidden: Any) -> Tuple[str, bytes]:
    name, _, value = entry.partition(b"=")
    redactor = Redactor(hidden)
    return name.decode("utf-8", "replace"), redactor.feed(value) + redactor.end()


def _text(name: str, exported: bytes) -> str:
    """Those that nobody asks for need not be text in UTF-8."""
    try:
        return exported.decode("utf-8")
    except UnicodeDecodeError:
        raise NodeFailed(failure("ScriptError", f"the variable {name} that the command exports is not text in UTF-8")) from None


def _value(name: str, kind: str, text: str) -> Any:
    """The variable as JSON where it is JSON, else as the text that it is."""
    try:
        value = json.loads(text, parse_constant=_refused, parse_float=_finite)
    except (ValueError, RecursionError):
        value = text
    if kind != "metric":
        return value
    not_finite = _NOT_FINITE.fullmatch(text.strip())
    if not_finite:
        return {"$eagleray.number": "NaN" if not_finite[2] else f"{'-' if not_finite[1] == '-' else ''}Infinity"}
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, (int, float)):
        return value
    raise NodeFailed(failure("ReturnError", f'return "{name}" must be one number, but is {text[:80]!r}'))


def _refused(name: str) -> Any:
    raise ValueError(name)


def _finite(text: str) -> float:
    number = float(text)
    if number in (float("inf"), float("-inf")):
        raise ValueError(text)
    return number
