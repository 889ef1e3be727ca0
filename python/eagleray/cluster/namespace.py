"""The namespace of a program that joins the cluster by itself: its ``ray.init()`` lands in that of the Ray config, unless it names another.

Ray takes a namespace from the program alone. But it calls the hook that ``RAY_RUNTIME_ENV_HOOK`` names, before it tells the cluster of the program's job.
"""

from __future__ import annotations

import importlib
import os
from typing import Any, Dict, Mapping, Optional

HOOK = "RAY_RUNTIME_ENV_HOOK"
_NAMESPACE = "EAGLERAY_RAY_NAMESPACE"
_OTHER_HOOK = "EAGLERAY_OTHER_RUNTIME_ENV_HOOK"


def variables(namespace: Optional[str], environment: Mapping[str, str]) -> Dict[str, str]:
    """What a program's environment gets besides; a hook that it has already is called too."""
    if namespace is None:
        return {}
    added = {HOOK: f"{__name__}.enter", _NAMESPACE: namespace, "RAY_NAMESPACE": namespace}  # the last one is for ray:// addresses
    if environment.get(HOOK):
        added[_OTHER_HOOK] = environment[HOOK]
    return added


def enter(runtime_env: Any) -> Any:
    """The hook: has a job without a namespace join ours."""
    namespace = os.environ.get(_NAMESPACE)
    if namespace:
        _default_to(namespace)
    other = os.environ.get(_OTHER_HOOK)
    return runtime_env if other is None else _named(other)(runtime_env)


def _default_to(namespace: str) -> None:
    from ray.job_config import JobConfig

    for name in ("_get_proto_job_config", "get_proto_job_config"):  # the second is that of old versions
        original = getattr(JobConfig, name, None)
        if original is None or hasattr(original, "eagleray"):
            continue

        def described(config: Any, original: Any = original) -> Any:
            if config.ray_namespace is None:
                config.set_ray_namespace(namespace)
            return original(config)

        described.eagleray = True  # type: ignore[attr-defined]
        setattr(JobConfig, name, described)


def _named(path: str) -> Any:
    module, name = path.rsplit(".", 1)
    return getattr(importlib.import_module(module), name)
