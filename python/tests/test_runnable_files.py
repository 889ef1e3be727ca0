"""The same pipeline files in Runnable and here: same status, parameters, steps and catalog content.

Each file in ``runnable/pipelines`` names in its head what it covers of Runnable's format, and where the two differ on purpose:

    # covers: map.iterate_on        what of runnable/format.txt it shows, separated by spaces
    # parameters: items.yaml        a file beside functions.py
    # env: RUNNABLE_PRM_x=40        variables, separated by spaces
    # config: config-stores.yaml    a config file beside functions.py
    # logs: logs                    the folder in which it has the run logs
    # differs: why                  the outcomes are not the same, and ``ours`` is the one here
    # ours: {"status": …}
"""

import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

RUNNABLE = "0.50.0"
HERE = Path(__file__).resolve().parent / "runnable"
HOME = HERE.parents[2]
PIPELINES = sorted(path.stem for path in (HERE / "pipelines").glob("*.yaml"))

pytestmark = pytest.mark.slow


def head(pipeline):
    text = (HERE / "pipelines" / f"{pipeline}.yaml").read_text()
    return dict(re.findall(r"^# (\w+): (.*)$", text, re.MULTILINE))


def environment(pipeline):
    return dict(variable.split("=", 1) for variable in head(pipeline).get("env", "").split())


def workspace(folder, pipeline):
    """A folder with the pipeline and all that it needs."""
    folder.mkdir(parents=True)
    shutil.copy(HERE / "pipelines" / f"{pipeline}.yaml", folder / "pipeline.yaml")
    for file in [*HERE.glob("*.yaml"), *HERE.glob("*.ipynb"), HERE / "functions.py", HERE / "keys.txt"]:
        shutil.copy(file, folder)
    shutil.copytree(HERE / "steps", folder / "steps")
    return folder


@pytest.fixture(scope="session")
def runnable_python():
    """The interpreter of an environment with Runnable; made on first use."""
    folder = HOME / ".check" / "runnable"
    python = folder / "bin" / "python"
    complete, wanted = folder / "complete", f"runnable[notebook]=={RUNNABLE}"
    if not complete.exists() or complete.read_text() != wanted:
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
        install = [str(python), "-m", "pip", "install", "--disable-pip-version-check", "-q"]
        subprocess.run([*install, wanted], check=True)
        complete.write_text(wanted)
    return str(python)


@pytest.fixture(scope="session")
def theirs(runnable_python, tmp_path_factory):
    """The outcomes in Runnable, by pipeline; all run in one process of its own, which forks for each."""
    folder = tmp_path_factory.mktemp("runnable")
    runs = [
        {
            "name": pipeline,
            "folder": str(workspace(folder / pipeline, pipeline)),
            "pipeline": "pipeline.yaml",
            "parameters": head(pipeline).get("parameters", ""),
            "environment": environment(pipeline),
            "config": head(pipeline).get("config", ""),
            "logs": head(pipeline).get("logs", ".run_log_store"),
        }
        for pipeline in PIPELINES
    ]
    (folder / "runs.json").write_text(json.dumps(runs))
    command = [runnable_python, str(HERE / "peer.py"), str(folder / "runs.json"), str(folder / "outcomes.json")]
    subprocess.run(command, check=True, capture_output=True, timeout=900)
    return json.loads((folder / "outcomes.json").read_text())


def ours(folder, pipeline):
    workspace(folder, pipeline)
    command = [str(HOME / "eagleray"), "run", "pipeline.yaml", "--run-id", "r", "--output", "json", "--python", sys.executable]
    if "parameters" in head(pipeline):
        command += ["-p", head(pipeline)["parameters"]]
    if "config" in head(pipeline):
        command += ["--config", head(pipeline)["config"]]
    ended = subprocess.run(
        command, cwd=folder, env={**os.environ, **environment(pipeline)}, capture_output=True, text=True, timeout=300
    )
    assert ended.stdout.count("\n") == 1, ended.stdout + ended.stderr
    run = json.loads(ended.stdout)
    if ended.returncode == 2:
        return {"status": "REFUSED"}
    return {
        "status": run["status"],
        "parameters": {name: value for name, value in run["parameters"].items() if not is_object(value)},
        "objects": sorted(name for name, value in run["parameters"].items() if is_object(value)),
        "steps": {step["path"]: step["status"] for step in run["steps"] if step["type"] not in ("success", "fail")},
        "files": files(folder / head(pipeline).get("logs", ".eagleray")),
    }


def is_object(value):
    return isinstance(value, dict) and "$eagleray.object" in value


def files(logs):
    with sqlite3.connect(f"file:{logs}/eagleray.db?mode=ro", uri=True) as log:
        ends = log.execute("select body from events where type = 'StepEnded' order by position").fetchall()
    put = {}
    for (body,) in ends:
        put |= {file["name"]: file["sha256"] for file in json.loads(body).get("files", []) if file["direction"] == "PUT"}
    # Runnable keeps output notebooks out of its log; each has its times inside.
    return {name: sha256 for name, sha256 in put.items() if not name.endswith("_out.ipynb")}


@pytest.mark.parametrize("pipeline", PIPELINES)
def test_a_pipeline_comes_to_the_same(pipeline, theirs, tmp_path):
    here = ours(tmp_path / "ours", pipeline)
    if "differs" in head(pipeline):
        assert here != theirs[pipeline], "they do not differ: take the head's line out"
        expected = json.loads(head(pipeline)["ours"])
        assert {key: here[key] for key in expected} == expected
    else:
        assert here == theirs[pipeline]


def test_each_part_of_the_format_is_covered():
    known = [line for line in (HERE / "format.txt").read_text().split("\n") if line and not line.startswith("#")]
    covered = {part for pipeline in PIPELINES for part in head(pipeline)["covers"].split()}
    assert sorted(set(known) - covered) == []
    assert sorted(covered - set(known)) == []
