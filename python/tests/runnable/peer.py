"""Runs pipelines in Runnable, in whose interpreter this is started: ``peer.py RUNS OUTCOMES``, two JSON files.

Runnable is imported once; each run is a process forked from there, since a second pipeline in one process is silently not executed.
"""

import json
import os
import sys
from pathlib import Path

from runnable import entrypoints


def outcome(run):
    child = os.fork()
    if child == 0:
        execute(run)
    os.waitpid(child, 0)
    log = Path(run["folder"], run["logs"], run["name"] + ".json")
    return read(json.loads(log.read_text())) if log.exists() else {"status": "FAILED", "parameters": {}, "steps": {}, "files": {}}


def execute(run):
    code = 1
    try:
        os.chdir(run["folder"])
        os.environ.update(run["environment"])
        sys.path.insert(0, run["folder"])
        silent = os.open("runnable.log", os.O_WRONLY | os.O_CREAT)
        os.dup2(silent, 1)
        os.dup2(silent, 2)
        entrypoints.execute_pipeline_yaml_spec(
            run["pipeline"], run_id=run["name"], parameters_file=run["parameters"], configuration_file=run["config"]
        )
        code = 0
    finally:
        os._exit(code)


def read(log):
    steps, files = {}, {}
    collect(log["steps"], steps, files)
    return {
        # A run that Runnable leaves behind in the middle has ended nevertheless.
        "status": "SUCCESS" if log["status"] == "SUCCESS" else "FAILED",
        "parameters": {name: found["value"] for name, found in log["parameters"].items() if found["kind"] != "object"},
        "objects": sorted(name for name, found in log["parameters"].items() if found["kind"] == "object"),
        "steps": steps,
        "files": files,
    }


def collect(found, steps, files, inside=""):
    """Names of branches of a map become the indices of their items."""
    for name, step in found.items():
        path = inside + name.rsplit(".", 1)[-1]
        if step["step_type"] not in ("success", "fail"):
            steps[path] = "SUCCESS" if step["status"] == "SUCCESS" else "FAILED"
        for file in step.get("data_catalog", []):
            if file["stage"] == "put" and not file["name"].endswith((".execution.log", ".dill")):
                files[file["name"]] = file["data_hash"]
        for index, (branch, log) in enumerate(step.get("branches", {}).items()):
            label = index if step["step_type"] == "map" else branch.removeprefix(name + ".")
            collect(log["steps"], steps, files, f"{path}.{label}.")


if __name__ == "__main__":
    runs, outcomes = map(Path, sys.argv[1:])
    outcomes.write_text(json.dumps({run["name"]: outcome(run) for run in json.loads(runs.read_text())}))
