"""Pipelines."""

from __future__ import annotations

import functools
import os
from typing import Any, Callable, Optional

from eagleray.api.functions import is_in_worker, main_file, program_folder
from eagleray.api.given import listed
from eagleray.api.outcome import Run
from eagleray.api.step import Step, place_of_caller


class Pipeline:
    """Steps that run one after the other.

    :param steps: the steps, in order
    :param name: by default that of the program's file
    """

    def __init__(self, steps: list[Step], name: str = "", description: str = "", add_terminal_nodes: bool = True):
        self.steps = listed(steps, "steps of a Pipeline")
        self.name = name
        self.description = description
        self.place = place_of_caller()
        if not self.steps:
            raise ValueError("a pipeline needs at least one step")
        for step in self.steps:
            if not isinstance(step, Step):
                raise ValueError(f"a pipeline's steps are tasks and nodes, not {step!r}")
            if not step.name:
                raise ValueError(f"the step at {step.place} needs a name")

    def first(self) -> str:
        """The name of the first step."""
        return self.steps[0].name

    def graph(self) -> dict:
        """The steps as a pipeline's file has them, those that run after failures among them."""
        written: dict[str, dict] = {}
        self._write(written, {})
        return {"start_at": self.first(), "steps": written}

    def _write(self, written: dict[str, dict], known: dict[str, Step]) -> None:
        for step in self.steps:
            if step.name in known:
                raise ValueError(f"two steps are called {step.name!r}; the second is at {step.place}")
            known[step.name] = step
        written.update(self._own())
        for step in self.steps:
            recovery = step.on_failure
            if recovery is not None and not recovery._is_in(written, known):
                recovery._write(written, known)

    def _own(self) -> dict[str, dict]:
        """The steps by name, without those that run after failures."""
        following = [step.name for step in self.steps[1:]] + ["success"]
        return {step.name: step.written(name) for step, name in zip(self.steps, following)}

    def _is_in(self, written: dict[str, dict], known: dict[str, Step]) -> bool:
        """Whether the steps are there already: several may go on with the same after a failure, or with one further down."""
        first = self.steps[0]
        if first.name not in known or known[first.name] is first:
            return first.name in known
        own = self._own()
        return all(_without_places(keys) == _without_places(written.get(name)) for name, keys in own.items()) and all(
            step.on_failure is None or step.on_failure is self or step.on_failure._is_in(written, known) for step in self.steps
        )

    def document(self) -> dict:
        """The pipeline as a file: what the engine reads."""
        document = head(self.name)
        if self.description:
            document["description"] = self.description
        document["dag"] = self.graph()
        return document

    def execute(
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
        """Checks the pipeline whole, and runs it to its end, with the working directory as it is.

        :param configuration_file: which run log store, catalog and executor there are
        :param parameters_file: a YAML file of parameters at the start
        :param parameters: parameters at the start; they go before those of the file
        :param state: the state folder, by default ``.eagleray``
        :param options: further words for ``eagleray run``, such as ``--set``
        :param log_level: Runnable's; accepted, without meaning here
        :raises InvalidPipelineError: with all that is wrong, before anything has run
        :raises RunFailedError: where the run failed; it has the run
        :raises SurroundingsError: where there is no Java, for one
        """
        return prepared(self, configuration_file, run_id, tag, parameters_file, parameters, state, options)()


def _without_places(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_places(inner) for key, inner in value.items() if key != "at"}
    return value


def head(name: str) -> dict[str, Any]:
    """The beginning of a file that this program writes."""
    program = main_file()
    return {
        "written_by": {
            "folder": program_folder(),
            "file": os.path.basename(program) if program else "python",
        },
        "name": name or os.path.splitext(os.path.basename(program))[0] or "pipeline",
    }


def prepared(
    work: Any,
    configuration_file: str,
    run_id: str,
    tag: str,
    parameters_file: str,
    parameters: Optional[dict[str, Any]],
    state: str,
    options: Optional[list[str]],
) -> Callable[..., Run]:
    """A run of a pipeline or job that needs only to be called, maybe with more of what ``program.run`` takes.

    :param work: what has a ``document()``
    :raises RuntimeError: in a worker, which imports this program for its functions and must not run pipelines then
    """
    if is_in_worker():
        raise RuntimeError(
            "a worker imports this program for its functions: write  if __name__ == \"__main__\":  before execute()"
        )
    from eagleray.api import program  # only where something is run

    words = _options(configuration_file, run_id, tag, parameters_file, options)
    return functools.partial(program.run, work.document(), parameters or {}, state or ".eagleray", words)


def _options(
    configuration_file: str, run_id: str, tag: str, parameters_file: str, options: Optional[list[str]]
) -> list[str]:
    """What ``execute`` is told, as words of the command line."""
    words = [*(options or [])]
    for option, value in (
        ("--config", configuration_file),
        ("--run-id", run_id),
        ("--tag", tag),
        ("--parameters", parameters_file),
    ):
        if value:
            words += [option, str(value)]
    return words
