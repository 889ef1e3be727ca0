"""Every difference between versions of Ray, from 2.9 to 2.60, and every use of what Ray does not promise."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from typing import Any, Callable, Dict, List, Optional

from eagleray.cluster.failures import NodeFailed, failure

ENVIRONMENT = {
    "RAY_DEDUP_LOGS": "0",  # what two trials print alike is still printed twice
    "RAY_CHDIR_TO_TRIAL_DIR": "0",
    "TUNE_DISABLE_STRICT_METRIC_CHECKING": "1",  # reports are checked before Ray Tune sees them
    "TUNE_GLOBAL_CHECKPOINT_S": "86400",  # the run log is the record; Tune's snapshots would cost more the longer a search is
    "TUNE_WARN_EXCESSIVE_EXPERIMENT_CHECKPOINT_SYNC_THRESHOLD_S": "0",
    "TUNE_PRINT_ALL_TRIAL_ERRORS": "0",
    "RAY_TRAIN_ENABLE_V2_MIGRATION_WARNINGS": "0",
    "RAY_AIR_NEW_OUTPUT": "0",
}
"""Set before Ray is imported, unless the user has set them."""


def prepare(loggers: bool) -> None:
    """Sets the environment for a driver; ``loggers``: whether Ray Tune writes its own result files."""
    settings = dict(ENVIRONMENT) if loggers else {**ENVIRONMENT, "TUNE_DISABLE_AUTO_CALLBACK_LOGGERS": "1"}
    for name, value in settings.items():
        os.environ.setdefault(name, value)


def connect(namespace: Optional[str]) -> Any:
    """Joins the cluster that the job belongs to; without a namespace its named actors are in one of their own.

    Raises NodeFailed where Ray or Python are of another version than the cluster's.
    """
    import logging

    import ray

    try:
        ray.init(address=os.environ.get("RAY_ADDRESS") or "auto", namespace=namespace, logging_level=logging.WARNING, log_to_driver=True)
    except RuntimeError as problem:
        if "Version mismatch" not in str(problem):
            raise
        message = f"the python on the path of the node {os.uname().nodename}, {sys.executable}, is not the cluster's: {' '.join(str(problem).split())}. "
        raise NodeFailed(failure("environment", message + "Start Ray there with its own environment first on the PATH")) from None
    return ray


def session_folder() -> str:
    """A folder of this node that goes away with the cluster's session."""
    try:
        from ray._private.worker import _global_node

        folder = _global_node.get_session_dir_path()
        if os.access(folder, os.W_OK):
            return folder
    except Exception:  # private, and different where a worker was started by hand
        pass
    return tempfile.gettempdir()


def keep_out_of_home(folder: str) -> None:
    """Has an older Ray Tune lay its own copy of a search's files, which it never removes, into a folder that is not the home's ``ray_results``."""
    from ray.train import constants

    if hasattr(constants, "_get_defaults_results_dir"):
        os.environ.setdefault("RAY_AIR_LOCAL_CACHE_DIR", folder)


def node_id() -> str:
    """This node's id, in hex."""
    import ray

    return ray.get_runtime_context().get_node_id()


def on_node(node: str, soft: bool = False) -> Any:
    """The scheduling strategy that puts a task or actor on a node."""
    from ray.util.scheduling_strategies import NodeAffinitySchedulingStrategy

    return NodeAffinitySchedulingStrategy(node_id=node, soft=soft)


class Kv:
    """The cluster's key-value store."""

    _NAMESPACE = b"eagleray"

    def get(self, key: str) -> Optional[str]:
        from ray.experimental import internal_kv

        value = internal_kv._internal_kv_get(key.encode(), namespace=self._NAMESPACE)
        return None if value is None else value.decode()

    def put(self, key: str, value: str, overwrite: bool = True) -> bool:
        """Stores a value; returns whether there was one."""
        from ray.experimental import internal_kv

        return bool(internal_kv._internal_kv_put(key.encode(), value.encode(), overwrite=overwrite, namespace=self._NAMESPACE))

    def delete(self, key: str) -> None:
        from ray.experimental import internal_kv

        internal_kv._internal_kv_del(key.encode(), namespace=self._NAMESPACE)


def lost_errors() -> tuple:
    """What Ray raises where an actor, a worker or a node was lost, and not where user code failed."""
    from ray import exceptions

    names = ("RayActorError", "ActorUnavailableError", "WorkerCrashedError", "NodeDiedError", "LocalRayletDiedError")
    names += ("ObjectLostError", "OutOfMemoryError")
    return tuple(getattr(exceptions, name) for name in names if hasattr(exceptions, name))


def run_config_class() -> Any:
    """``RunConfig``, ``FailureConfig`` and ``CheckpointConfig``: in ``ray.tune`` since 2.43, before that in ``ray.train`` or ``ray.air``."""
    from ray import tune

    if hasattr(tune, "RunConfig") and hasattr(tune, "FailureConfig"):
        return tune.RunConfig, tune.FailureConfig
    try:
        from ray.train import FailureConfig, RunConfig
    except ImportError:
        from ray.air.config import FailureConfig, RunConfig
    return RunConfig, FailureConfig


def checkpoint_class() -> Any:
    """``Checkpoint``: in ``ray.tune`` since 2.43, before that in ``ray.train``."""
    from ray import tune

    if hasattr(tune, "Checkpoint"):
        return tune.Checkpoint
    from ray.train import Checkpoint

    return Checkpoint


def training_result(checkpoint: Any, metrics: Dict[str, Any]) -> Any:
    """What a trainable's ``save`` returns."""
    from ray.tune.trainable import trainable

    return trainable._TrainingResult(checkpoint=checkpoint, metrics=metrics)


def watch_failures(note: Callable[[Any, BaseException], None], should_recover: Callable[[Any], bool]) -> None:
    """Has Ray Tune ask us whether a failed trial starts again: a lost node must not use up the trial's retries, and it cannot tell them apart."""
    from ray.tune.experiment import Trial

    original = getattr(Trial, "_eagleray_handle_error", None) or Trial.handle_error
    Trial._eagleray_handle_error = original

    def handle_error(self: Any, exc: Any = None, *others: Any, **named: Any) -> Any:
        note(self, exc)
        return original(self, exc, *others, **named)

    Trial.handle_error = handle_error
    Trial.should_recover = lambda self: should_recover(self)


def flush_logs() -> None:
    """Gives Ray the moment that it takes to bring the workers' last output to the driver."""
    time.sleep(0.5)


def leave() -> None:
    """Gives the workers back, then stays for the second in which Ray looks at a job's log: who follows it gets the end at once, and not only after the job's."""
    if "ray" in sys.modules:
        sys.modules["ray"].shutdown()
    time.sleep(1.2)


def alive_nodes() -> List[Dict[str, Any]]:
    """The living nodes as Ray describes them."""
    import ray

    return [node for node in ray.nodes() if node.get("Alive")]


def restored_metrics(trial: Any) -> Dict[str, Any]:
    """What was saved with the checkpoint that a trial of Ray Tune goes on from."""
    for find in (lambda: trial.latest_checkpoint_result, lambda: trial.run_metadata.checkpoint_manager.latest_checkpoint_result):
        try:
            result = find()
        except AttributeError:
            continue
        return dict(getattr(result, "metrics", None) or {})
    return {}
