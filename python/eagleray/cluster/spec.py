"""What the job is to do: ``spec.json``, read and checked into frozen records."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field
from typing import Any, Dict, List, Mapping, Optional, Tuple

from eagleray.cluster.algorithm_names import SCHEDULER_ALIASES, SCHEDULERS, resolved

FORMAT = 1


class SpecError(Exception):
    """The specification is not one that this driver can follow."""


@dataclass(frozen=True)
class Run:
    """Which step of which run this is; ``submission`` counts up over all submissions of the step."""

    id: str
    uuid: str
    step: str
    attempt: int
    submission: int


@dataclass(frozen=True)
class Task:
    """The user's function and how it is called. ``takes`` is None where it takes everything; ``reports``: it may report more than once."""

    kind: str
    command: str
    parameters: Tuple[Mapping[str, Any], ...] = ()
    returns: Tuple[Mapping[str, str], ...] = ()
    class_path: Tuple[str, ...] = ()
    path: Tuple[str, ...] = (".",)
    secrets: Tuple[str, ...] = ()
    isolation: str = "shared"
    reports: bool = False
    takes: Optional[Tuple[str, ...]] = None


@dataclass(frozen=True)
class Algorithm:
    """A scheduler or search algorithm by its name, with its arguments as given."""

    name: str
    arguments: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Parameter:
    """One searched parameter: its dotted name, its normalised domain, and the parent and values at which it is active."""

    name: str
    domain: Mapping[str, Any]
    parent: Optional[str] = None
    values: Tuple[Any, ...] = ()


@dataclass(frozen=True)
class Objective:
    """A reported value that is optimised; ``mode`` is ``max`` or ``min``."""

    metric: str
    mode: str


@dataclass(frozen=True)
class Settled:
    """What was settled of a search before it was submitted. ``time_budget`` in seconds; ``num_samples`` None: as many as the time allows; ``ends_by_result``: a complete trial has done enough wherever it stands."""

    objectives: Tuple[Objective, ...]
    num_samples: Optional[int]
    seed: Optional[int]
    time_budget: Optional[float]
    max_concurrent: Optional[int]
    trial_retry: int
    fail_fast: bool
    max_failed_trials: Optional[int]
    stop: Mapping[str, float]
    stoppers: Tuple[Algorithm, ...]
    best: str
    ends_by_result: bool
    keep_objects: int
    points: Tuple[Mapping[str, Any], ...]
    search_algorithm: Algorithm
    scheduler: Algorithm

    @property
    def has_several_objectives(self) -> bool:
        return len(self.objectives) > 1

    @property
    def metric(self) -> str:
        """The first objective's, which is the only one where nothing else is said."""
        return self.objectives[0].metric

    @property
    def mode(self) -> str:
        """The first objective's."""
        return self.objectives[0].mode

    @property
    def max_steps(self) -> Optional[int]:
        """The step at which the scheduler says that a trial is complete, where it says so."""
        if self.scheduler.arguments.get("stop_last_trials") is False:
            return None
        known = SCHEDULERS.get(resolved(self.scheduler.name, SCHEDULER_ALIASES, SCHEDULERS))
        value = self.scheduler.arguments.get("max_t", known.max_t if known else None)
        in_steps = self.scheduler.arguments.get("time_attr", "training_iteration") == "training_iteration"
        return int(value) if in_steps and isinstance(value, (int, float)) and not isinstance(value, bool) else None


@dataclass(frozen=True)
class Resources:
    """What one trial (or the call) takes; ``memory`` in bytes."""

    num_cpus: float = 1
    num_gpus: float = 0
    memory: Optional[int] = None


@dataclass(frozen=True)
class Objects:
    """The catalog's folder on the client's machine, a file in it whose content is the nonce, and the limit in bytes of one object through the log."""

    folder: str
    probe: str
    through: int


@dataclass(frozen=True)
class Spec:
    """The whole specification.

    ``mode`` is ``search``, ``call`` or ``job``; ``variables`` those that tasks have in their environment; ``python`` the version of the client's interpreter, empty where none is told; ``namespace`` that of
    named actors; ``raw`` the JSON as it came, for the study process.
    """

    run: Run
    nonce: str
    mode: str
    engine: str
    task: Task
    arguments: Mapping[str, Any]
    variables: Mapping[str, str]
    settled: Optional[Settled]
    space: Tuple[Parameter, ...]
    resources: Resources
    objects: Objects
    python: str
    storage: Optional[str]
    namespace: Optional[str]
    java_options: Tuple[str, ...]
    history: Tuple[Mapping[str, Any], ...]
    raw: Mapping[str, Any]


def read(folder: str) -> Spec:
    """The specification in the folder of ``eagleray_job``."""
    path = os.path.join(folder, "spec.json")
    try:
        with open(path, encoding="utf-8") as file:
            raw = json.load(file)
    except OSError as problem:
        raise SpecError(f"the job's specification cannot be read: {problem}") from None
    except ValueError as problem:
        raise SpecError(f"the job's specification {path} is no JSON: {problem}") from None
    return parse(raw)


def parse(raw: Any) -> Spec:
    """The specification in its JSON form."""
    if not isinstance(raw, dict):
        raise SpecError("the job's specification is not an object")
    if raw.get("format") != FORMAT:
        raise SpecError(f"the job's specification has format {raw.get('format')!r}; this driver knows {FORMAT}")
    mode = _one_of(raw, "mode", ("search", "call", "job"))
    return Spec(
        run=_run(_mapping(raw, "run")),
        nonce=_text(raw, "nonce"),
        mode=mode,
        engine=_one_of(raw, "engine", ("ray", "native"), "ray"),
        task=_task(_mapping(raw, "task")),
        arguments=_mapping(raw, "arguments", {}),
        variables={name: str(value) for name, value in _mapping(raw, "variables", {}).items()},
        settled=_settled(_mapping(raw, "settled")) if mode == "search" else None,
        space=tuple(_parameter(entry) for entry in raw.get("space") or []),
        resources=_resources(_mapping(raw, "resources", {})),
        objects=_objects(_mapping(raw, "objects", {})),
        python=str(raw.get("python") or ""),
        storage=raw.get("storage"),
        namespace=raw.get("namespace") or None,
        java_options=tuple(_mapping(raw, "study", {}).get("java_options") or ()),
        history=tuple(raw.get("history") or ()),
        raw=raw,
    )


def _run(raw: Dict[str, Any]) -> Run:
    return Run(_text(raw, "id"), _text(raw, "uuid"), _text(raw, "step"), int(raw.get("attempt", 1)), int(raw.get("submission", 1)))


def _task(raw: Dict[str, Any]) -> Task:
    takes = raw.get("takes")
    return Task(
        kind=_one_of(raw, "kind", ("python", "java", "shell")),
        command=_text(raw, "command"),
        parameters=tuple(raw.get("parameters") or ()),
        returns=tuple(raw.get("returns") or ()),
        class_path=tuple(raw.get("class_path") or ()),
        path=tuple(raw.get("path") or (".",)),
        secrets=tuple(raw.get("secrets") or ()),
        isolation=_one_of(raw, "isolation", ("shared", "trial"), "shared"),
        reports=bool(raw.get("reports")),
        takes=None if takes is None else tuple(takes),
    )


def _settled(raw: Dict[str, Any]) -> Settled:
    return Settled(
        objectives=_objectives(raw),
        num_samples=_optional_int(raw.get("num_samples")),
        seed=_optional_int(raw.get("seed")),
        time_budget=None if raw.get("time_budget") is None else float(raw["time_budget"]),
        max_concurrent=_optional_int(raw.get("max_concurrent")),
        trial_retry=int(raw.get("trial_retry") or 0),
        fail_fast=bool(raw.get("fail_fast")),
        max_failed_trials=_optional_int(raw.get("max_failed_trials")),
        stop={name: float(value) for name, value in (raw.get("stop") or {}).items()},
        stoppers=tuple(_algorithm(stopper, "") for stopper in raw.get("stoppers") or ()),
        best=_one_of(raw, "best", ("last", "max_over_time"), "last"),
        ends_by_result=bool(raw.get("ends_by_result")),
        keep_objects=int(raw.get("keep_objects") or 1),
        points=tuple(raw.get("points") or ()),
        search_algorithm=_algorithm(raw.get("search_algorithm"), "auto"),
        scheduler=_algorithm(raw.get("scheduler"), "fifo"),
    )


def _objectives(raw: Dict[str, Any]) -> Tuple[Objective, ...]:
    """One text each for one objective, lists of equal length for several."""
    if not isinstance(raw.get("metric"), list):
        return (_objective(raw),)
    metrics, modes = raw["metric"], raw.get("mode")
    if not metrics or not isinstance(modes, list) or len(modes) != len(metrics):
        raise SpecError('the job\'s specification: "mode" must have one word for each metric')
    return tuple(_objective({"metric": metric, "mode": mode}) for metric, mode in zip(metrics, modes))


def _objective(raw: Dict[str, Any]) -> Objective:
    return Objective(_text(raw, "metric"), _one_of(raw, "mode", ("max", "min")))


def _algorithm(raw: Any, default: str) -> Algorithm:
    if not raw:
        return Algorithm(default)
    return Algorithm(_text(raw, "name"), {key: value for key, value in (raw.get("arguments") or {}).items() if value is not None})


def _parameter(raw: Any) -> Parameter:
    domain = _mapping(raw, "domain")
    if domain.get("type") not in ("range", "normal", "choice", "grid", "constant"):
        raise SpecError(f"the parameter \"{raw.get('name')}\" has a domain of unknown type {domain.get('type')!r}")
    when = raw.get("when") or {}
    return Parameter(_text(raw, "name"), domain, when.get("parameter"), tuple(when.get("values") or ()))


def _resources(raw: Dict[str, Any]) -> Resources:
    return Resources(raw.get("num_cpus", 1), raw.get("num_gpus") or 0, _optional_int(raw.get("memory")))


def _objects(raw: Dict[str, Any]) -> Objects:
    return Objects(str(raw.get("folder") or ""), str(raw.get("probe") or ""), int(raw.get("through") or 64 << 20))


def _mapping(raw: Any, name: str, default: Optional[Dict[str, Any]] = None) -> Dict[str, Any]:
    value = raw.get(name, default) if isinstance(raw, dict) else None
    value = default if value is None else value
    if not isinstance(value, dict):
        raise SpecError(f'the job\'s specification: "{name}" must be an object, not {json.dumps(value)}')
    return value


def _text(raw: Dict[str, Any], name: str) -> str:
    value = raw.get(name)
    if not isinstance(value, str) or not value:
        raise SpecError(f'the job\'s specification: "{name}" must be a text, not {json.dumps(value)}')
    return value


def _one_of(raw: Dict[str, Any], name: str, known: Tuple[str, ...], default: Optional[str] = None) -> str:
    value = raw.get(name, default)
    value = default if value is None else value
    if value not in known:
        raise SpecError(f'the job\'s specification: "{name}" must be one of {", ".join(known)}, not {json.dumps(value)}')
    return value


def _optional_int(value: Any) -> Optional[int]:
    return None if value is None else int(value)


def nested(flat: Mapping[str, Any]) -> Dict[str, Any]:
    """A configuration as the user's function gets it: a dotted name is a field of a nested mapping."""
    result: Dict[str, Any] = {}
    for name, value in flat.items():
        into = result
        parts = name.split(".")
        for part in parts[:-1]:
            inner = into.get(part)
            into[part] = into = dict(inner) if isinstance(inner, dict) else {}
        into[parts[-1]] = value
    return result


def dotted(point: Mapping[str, Any], names: List[str]) -> Dict[str, Any]:
    """A nested mapping with dotted names instead; a mapping that a parameter lists as a value stays whole."""
    flat: Dict[str, Any] = {}

    def collect(mapping: Mapping[str, Any], prefix: str) -> None:
        for key, value in mapping.items():
            name = prefix + key
            if isinstance(value, dict) and any(known.startswith(name + ".") for known in names):
                collect(value, name + ".")
            else:
                flat[name] = value

    collect(point, "")
    return flat
