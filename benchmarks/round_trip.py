"""Runs the Java function Timed::trial in the task worker of a Ray actor, and prints the nanoseconds that each report took. Run by on_cluster."""

import os

import ray

FOLDER = os.getcwd()


@ray.remote(num_cpus=1)
def times():
    from eagleray.cluster.task_worker import TaskWorker, java_command

    worker = TaskWorker(java_command(None))
    worker.run(
        {
            "kind": "java",
            "step": "s",
            "attempt": 1,
            "command": "Timed::trial",
            "arguments": {},
            "returns": [{"name": "found", "kind": "json"}],
            "objects": FOLDER,
            "log": "/dev/stderr",
            "parameters": [{"name": "trial", "type": "io.eagleray.trial.Trial"}],
            "class_path": [FOLDER],
            "trial": {"number": 0, "attempt": 1, "config": {}, "checkpoint": None, "step": 0},
        }
    )
    while True:
        message = worker.next()
        if message["op"] != "report":
            worker.close()
            return message
        worker.decide("continue")


ray.init(num_cpus=1, include_dashboard=False, log_to_driver=False, runtime_env={"env_vars": {"PYTHONPATH": FOLDER}})
ended = ray.get(times.remote())
assert ended["op"] == "result", ended
print("NANOS", *ended["value"])
