"""Steps that run one command."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Callable, Optional, Union

from eagleray.api.functions import command_of
from eagleray.api.given import listed
from eagleray.api.returns import Return, checked, written
from eagleray.api.step import Step

if TYPE_CHECKING:
    from eagleray.api.streaming import AsyncPipeline


class Catalog:
    """Files that a task takes from the run's catalog before it runs, and leaves there after.

    :param get: globs on names in the catalog
    :param put: globs on files in the working directory
    :param store_copy: whether the content is stored; if not, only its hash is recorded
    """

    def __init__(self, *, get: Optional[list] = None, put: Optional[list] = None, store_copy: bool = True):
        self.get = listed(get, "get of a Catalog")
        self.put = listed(put, "put of a Catalog")
        self.store_copy = store_copy

    def written(self) -> dict:
        return {"get": self.get, "put": self.put, "store_copy": self.store_copy}


class Task(Step):
    """One command.

    :param returns: names of what it returns: texts, ``json(…)``, ``metric(…)`` or ``pickled(…)``
    :param secrets: names of secrets that it may read
    :param environment: a requirements file, for Python
    :param resources: ``{"num_cpus": 2, "memory": "4GB"}``
    """

    command_type = ""

    def __init__(
        self,
        *,
        returns: Optional[list[Union[str, Return]]] = None,
        secrets: Optional[list[str]] = None,
        catalog: Optional[Catalog] = None,
        environment: Optional[str] = None,
        resources: Optional[dict] = None,
        **common: Any,
    ):
        super().__init__(**common)
        what = f"returns of {self.name!r}"
        self.returns = checked(listed(returns, what), what)
        self.secrets = listed(secrets, f"secrets of {self.name!r}")
        if catalog is not None and not isinstance(catalog, Catalog):
            raise ValueError(f"catalog of {self.name!r} must be a Catalog, such as Catalog(put=['*.csv']), not {catalog!r}")
        self.catalog = catalog
        self.environment = environment
        self.resources = resources

    def command(self) -> str:
        raise NotImplementedError

    def keys(self) -> dict:
        keys: dict[str, Any] = {"command_type": self.command_type, "command": self.command()}
        if self.returns:
            keys["returns"] = written(self.returns)
        if self.secrets:
            keys["secrets"] = self.secrets
        if self.catalog is not None:
            keys["catalog"] = self.catalog.written()
        if self.environment is not None:
            keys["environment"] = self.environment
        if self.resources is not None:
            keys["resources"] = self.resources
        if self.overrides:
            keys["overrides"] = self.overrides
        return keys


class PythonTask(Task):
    """A Python function.

    :param function: the function, or ``"module.function"``
    """

    command_type = "python"

    def __init__(self, *, function: Union[str, Callable], **common: Any):
        super().__init__(**common)
        self.function = function

    def command(self) -> str:
        return command_of(self.function)


class AsyncPythonTask(PythonTask):
    """An ``async`` function, or a generator that yields events.

    :param stream_end_type: the ``type`` of the event that holds what the function returns
    """

    command_type = "async-python"

    def __init__(self, *, stream_end_type: str = "done", **common: Any):
        super().__init__(**common)
        self.stream_end_type = stream_end_type

    def keys(self) -> dict:
        return {**super().keys(), "stream_end_type": self.stream_end_type}

    def as_async_pipeline(self) -> AsyncPipeline:
        """A pipeline of this step alone."""
        from eagleray.api.streaming import AsyncPipeline

        return AsyncPipeline(steps=[self])


class NotebookTask(Task):
    """A notebook.

    :param notebook: its file
    :param optional_ploomber_args: Runnable's; accepted, without meaning here
    """

    command_type = "notebook"

    def __init__(self, *, notebook: str, optional_ploomber_args: Optional[dict] = None, **common: Any):
        super().__init__(**common)
        self.notebook = notebook
        self.optional_ploomber_args = optional_ploomber_args or {}

    def command(self) -> str:
        return self.notebook


class ShellTask(Task):
    """A shell script."""

    command_type = "shell"

    def __init__(self, *, command: str, **common: Any):
        super().__init__(**common)
        self.script = command

    def command(self) -> str:
        return self.script
