"""Single tasks that are run by themselves, where the config's ``job-executor`` says."""

from __future__ import annotations

from typing import Any, Callable, Optional, Union

from eagleray.api.outcome import Run
from eagleray.api.pipeline import head, prepared
from eagleray.api.tasks import NotebookTask, PythonTask, ShellTask, Task


class Job:
    """One task without a pipeline."""

    def __init__(self, task: Task):
        self.task = task

    def document(self) -> dict:
        """The job as a file: what the engine reads."""
        keys = self.task.written("")
        del keys["next"]
        return {**head(""), "job": keys}

    def execute(
        self,
        configuration_file: str = "",
        job_id: str = "",
        tag: str = "",
        parameters_file: str = "",
        log_level: str = "",
        *,
        parameters: Optional[dict[str, Any]] = None,
        state: str = "",
        options: Optional[list[str]] = None,
    ) -> Run:
        """Checks the job, and runs it to its end: a run of one step, ``job``.

        :param job_id: the run's id
        :raises InvalidPipelineError: with all that is wrong, before anything has run
        :raises RunFailedError: where the task failed; it has the run
        :raises SurroundingsError: where there is no Java, for one

        The other arguments are those of a pipeline's ``execute``.
        """
        return prepared(self, configuration_file, job_id, tag, parameters_file, parameters, state, options)(verb=("job", "run"))


class PythonJob(Job):
    """A Python function.

    :param function: the function, or ``"module.function"``
    """

    def __init__(self, *, function: Union[str, Callable], **common: Any):
        super().__init__(PythonTask(name="job", function=function, **common))


class NotebookJob(Job):
    """A notebook.

    :param notebook: its file
    """

    def __init__(self, *, notebook: str, **common: Any):
        super().__init__(NotebookTask(name="job", notebook=notebook, **common))


class ShellJob(Job):
    """A shell script."""

    def __init__(self, *, command: str, **common: Any):
        super().__init__(ShellTask(name="job", command=command, **common))
