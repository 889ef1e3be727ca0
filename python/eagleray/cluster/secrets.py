"""Secrets on a cluster: only their names travel, unless the user consented; each node has the values, in its environment or in mounted files."""

from __future__ import annotations

import json
import os
from typing import Dict, Iterable, List

from eagleray.cluster import locate
from eagleray.cluster.failures import NodeFailed, failure

SHORTEST = 6
"""Shorter values are not blotted out: they would make a log unreadable."""

BLOT = b"***"

_FOLDERS = ("/run/secrets", "/etc/secrets")


def resolved(names: Iterable[str]) -> Dict[str, str]:
    """The values of the named secrets on this node. Raises NodeFailed, which names the missing ones."""
    found = {}
    missing = []
    for name in names:
        value = _value(name)
        if value is None:
            missing.append(name)
        else:
            found[name] = value
    if missing:
        where = ", ".join(f"{folder}/NAME" for folder in _folders())
        raise NodeFailed(
            failure(
                "secret",
                f"{', '.join(missing)}: no such secret on the node {os.uname().nodename}; looked in its environment, then for the files {where}",
            )
        )
    return found


def _folders() -> List[str]:
    own = os.environ.get("EAGLERAY_SECRETS_DIR")
    return list(_FOLDERS) + ([own] if own else [])


def _value(name: str):
    for value in (_sent(name), os.environ.get(name)):
        if value is not None:
            return value
    for folder in _folders():
        value = _read(os.path.join(folder, name))
        if value is not None:
            return value.rstrip("\r\n")
    return None


def _sent(name: str):
    """The value that came with the job, where the user consented to that."""
    job = locate.package("eagleray_job")
    return None if job is None else _read(os.path.join(job, "secrets", name))


def _read(path: str):
    try:
        with open(path, encoding="utf-8", newline="") as file:
            return file.read()
    except (OSError, ValueError):
        return None


class Redactor:
    """Blots values out of a stream of bytes: raw and as they stand in JSON, also where a value lies across two chunks."""

    def __init__(self, values: Iterable[str]):
        forms = set()
        for value in values:
            if len(value) >= SHORTEST:
                forms.add(value.encode("utf-8", "surrogatepass"))
                for ascii_only in (True, False):
                    forms.add(json.dumps(value, ensure_ascii=ascii_only)[1:-1].encode("utf-8", "surrogatepass"))
        self._forms = sorted(forms, key=len, reverse=True)
        self._held = b""

    def feed(self, chunk: bytes) -> bytes:
        """What may be shown by now; a beginning of a secret is held back until it is one or is not."""
        data = self._held + chunk
        for form in self._forms:
            data = data.replace(form, BLOT)
        keep = max((self._beginning(form, data) for form in self._forms), default=0)
        self._held = data[len(data) - keep :] if keep else b""
        return data[: len(data) - keep] if keep else data

    def end(self) -> bytes:
        """What was held back."""
        held, self._held = self._held, b""
        return held

    @staticmethod
    def _beginning(form: bytes, data: bytes) -> int:
        """How many bytes at the end of the data are a beginning of the form."""
        for length in range(min(len(form) - 1, len(data)), 0, -1):
            if data.endswith(form[:length]):
                return length
        return 0
