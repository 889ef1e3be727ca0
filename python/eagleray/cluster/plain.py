"""Values as programs get them that know nothing of the protocol: without its escapes."""

from __future__ import annotations

import json
from typing import Any


def text(value: Any) -> str:
    """A text as it is, all else as JSON; NaN and the infinities are these words."""
    plain = _plain(value)
    return plain if isinstance(plain, str) else json.dumps(plain, ensure_ascii=False)


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if not isinstance(value, dict):
        return value
    if len(value) == 1 and "$eagleray.number" in value:
        return value["$eagleray.number"]
    own = value["$eagleray.escaped"] if len(value) == 1 and "$eagleray.escaped" in value else value
    return {name: _plain(item) for name, item in own.items()}
