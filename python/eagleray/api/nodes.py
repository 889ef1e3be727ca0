"""Steps that are no single command."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Optional, Union

from eagleray.api import given
from eagleray.api.step import Step
from eagleray.api.tasks import PythonTask, Task

if TYPE_CHECKING:
    from eagleray.api.pipeline import Pipeline


class Stub(Step):
    """Does nothing, successfully. It takes any arguments, so that a step is silenced by changing its class."""

    _KNOWN = {"name", "next_node", "terminate_with_success", "terminate_with_failure", "on_failure"}

    def __init__(self, **anything: Any):
        super().__init__(**{key: value for key, value in anything.items() if key in self._KNOWN})

    def keys(self) -> dict:
        return {"type": "stub"}


class Composite(Step):
    """A step with steps inside."""

    def keys(self) -> dict:
        keys = self.own()
        if self.overrides:
            keys["overrides"] = self.overrides
        return {key: value for key, value in keys.items() if value is not None}

    def own(self) -> dict:
        raise NotImplementedError


class Map(Composite):
    """A branch for each item of a list, at the same time.

    :param iterate_on: the parameter that holds the list, or the list
    :param iterate_as: the parameter that holds the item in a branch
    :param reducer: how one value is made of what the branches return under a name
    :param max_parallel: so many branches are under way at once at most
    :param fail_fast: whether the first failure ends the other branches
    """

    def __init__(
        self,
        *,
        branch: Pipeline,
        iterate_on: Union[str, list],
        iterate_as: str,
        reducer: Union[None, str, dict[str, str]] = None,
        max_parallel: Optional[int] = None,
        fail_fast: Optional[bool] = None,
        **common: Any,
    ):
        super().__init__(**common)
        self.branch = given.branch(branch, f"branch of {self.name!r}")
        self.iterate_on = iterate_on
        self.iterate_as = iterate_as
        self.reducer = reducer
        self.max_parallel = max_parallel
        self.fail_fast = fail_fast

    def own(self) -> dict:
        return {
            "type": "map",
            "iterate_on": self.iterate_on,
            "iterate_as": self.iterate_as,
            "reducer": self.reducer,
            "max_parallel": self.max_parallel,
            "fail_fast": self.fail_fast,
            "branch": self.branch.graph(),
        }


class Parallel(Composite):
    """Named branches at the same time."""

    def __init__(
        self,
        *,
        branches: dict[str, Pipeline],
        reducer: Union[None, str, dict[str, str]] = None,
        max_parallel: Optional[int] = None,
        fail_fast: Optional[bool] = None,
        **common: Any,
    ):
        super().__init__(**common)
        self.branches = given.branches(branches, f"branches of {self.name!r}")
        self.reducer = reducer
        self.max_parallel = max_parallel
        self.fail_fast = fail_fast

    def own(self) -> dict:
        return {
            "type": "parallel",
            "reducer": self.reducer,
            "max_parallel": self.max_parallel,
            "fail_fast": self.fail_fast,
            "branches": {name: branch.graph() for name, branch in self.branches.items()},
        }


class Conditional(Composite):
    """The branch that a parameter's value names; any other value goes to ``default``."""

    def __init__(
        self, *, parameter: str, branches: dict[Any, Pipeline], default: Optional[Pipeline] = None, **common: Any
    ):
        super().__init__(**common)
        self.parameter = parameter
        self.branches = given.branches(branches, f"branches of {self.name!r}")
        self.default = None if default is None else given.branch(default, f"default of {self.name!r}")

    def own(self) -> dict:
        return {
            "type": "conditional",
            "parameter": self.parameter,
            "branches": self._graphs(),
            "default": None if self.default is None else self.default.graph(),
        }

    def _graphs(self) -> dict[str, dict]:
        graphs = {}
        for value, branch in self.branches.items():
            name = given.value_text(value, f"branches of {self.name!r}")
            if name in graphs:
                raise ValueError(f"two branches of {self.name!r} are for the value {name}")
            graphs[name] = branch.graph()
        return graphs


class Loop(Composite):
    """A branch again and again, each time with what it returned before.

    :param max_iterations: how often at most; it runs at least once
    :param break_on: the parameter that ends the loop once it is true
    :param index_as: the parameter that holds the number of the iteration, from 0
    """

    def __init__(
        self,
        *,
        branch: Pipeline,
        max_iterations: int,
        break_on: Optional[str] = None,
        index_as: Optional[str] = None,
        **common: Any,
    ):
        super().__init__(**common)
        self.branch = given.branch(branch, f"branch of {self.name!r}")
        self.max_iterations = max_iterations
        self.break_on = break_on
        self.index_as = index_as

    def own(self) -> dict:
        return {
            "type": "loop",
            "max_iterations": self.max_iterations,
            "break_on": self.break_on or None,
            "index_as": self.index_as or None,
            "branch": self.branch.graph(),
        }


class RayNode(Composite):
    """One task as a search, a training run or a job.

    :param python_task: what each trial runs
    :param ray_config: the Ray config's file, or the config as a mapping
    """

    def __init__(self, *, python_task: Task, ray_config: Union[str, dict], **common: Any):
        super().__init__(**common)
        if not isinstance(python_task, Task):
            raise ValueError(f"python_task of {self.name!r} must be a {PythonTask.__name__}, not {python_task!r}")
        self.python_task = python_task
        self.ray_config = ray_config

    def own(self) -> dict:
        config = "ray" if isinstance(self.ray_config, dict) else "ray_config"
        return {"type": "ray", "task": self.python_task.keys(), config: self.ray_config}
