"""Eagleray in Python: pipelines, and the worker that runs Python steps and trials.

    from eagleray import Pipeline, PythonTask, RayNode, pickled, json

The names below make pipelines (docs/python-api.md); they are loaded when first asked for, since a worker needs none of them.
``eagleray.worker`` is the task worker: the process in which the engine runs Python steps and trials. Functions of users never need to import this
package; a worker provides it even where it is not installed, in the version of the engine that started the worker.
"""

__version__ = "0.1.0"

_PLACES = {
    "Pipeline": "pipeline",
    "AsyncPipeline": "streaming",
    "PythonJob": "jobs",
    "NotebookJob": "jobs",
    "ShellJob": "jobs",
    "Run": "outcome",
    "EaglerayError": "outcome",
    "InvalidPipelineError": "outcome",
    "RunFailedError": "outcome",
    "SurroundingsError": "outcome",
    "PythonTask": "tasks",
    "AsyncPythonTask": "tasks",
    "NotebookTask": "tasks",
    "ShellTask": "tasks",
    "Catalog": "tasks",
    "pickled": "returns",
    "json": "returns",
    "metric": "returns",
    "Stub": "nodes",
    "Map": "nodes",
    "Parallel": "nodes",
    "Conditional": "nodes",
    "Loop": "nodes",
    "RayNode": "nodes",
}

__all__ = sorted(_PLACES)


def __getattr__(name):
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.api.{_PLACES[name]}"), name)


def __dir__():
    return sorted([*globals(), *_PLACES])
