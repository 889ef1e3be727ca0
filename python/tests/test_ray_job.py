"""A command as the Ray job itself, on a real Ray."""

import os
import signal
import subprocess
import time

import pytest
from ray_support import RAY_PYTHON

pytestmark = [pytest.mark.ray, pytest.mark.slow]


@pytest.fixture
def command(job):
    """Makes the job run a command, which may return something."""

    def make(text, returns=(), **task):
        named = [entry if isinstance(entry, dict) else {"name": entry, "kind": "json"} for entry in returns]
        job.spec.update(mode="job", space=[], settled={}, task={"kind": "shell", "command": text, "returns": named, "reports": True, **task})
        return job

    return make


def alive(pid):
    """Whether a process runs; one that only waits to be reaped does not."""
    try:
        with open(f"/proc/{pid}/stat", encoding="utf-8", errors="replace") as file:
            return file.read().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def await_that(condition):
    limit = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < limit
        time.sleep(0.05)


def test_a_command_joins_the_cluster_with_the_job_s_environment_and_its_workers_see_its_files(command):
    job = command("python train.py --epochs 3")
    job.spec["arguments"].update(rows=21, words=["a", "b"])
    job.code("def double(x):\n    return x * 2\n", "helper.py")
    job.code(
        """
        import json, os, sys, ray

        ray.init()

        @ray.remote
        def double(x):
            import helper
            return helper.double(x), os.environ["TONE"]

        print("told", ray.get(double.remote(int(os.environ["rows"]))), json.loads(os.environ["words"]), sys.argv[1:], os.environ["EAGLERAY_STEP"])
        print("tuned", [name for name in os.environ if name.startswith("TUNE_")])
        """
    )
    ended = job.done(PATH=_path(), TONE="warm")
    assert ended.end == {"outcome": "done", "values": {}}
    assert "told (42, 'warm') ['a', 'b'] ['--epochs', '3'] tune" in ended.text and "tuned []" in ended.text


def _path():
    return os.path.dirname(RAY_PYTHON) + os.pathsep + os.environ["PATH"]


NAMED = """
import ray

@ray.remote
class Keeper:
    def namespace(self):
        return ray.get_runtime_context().namespace

ray.init({arguments})
kept = Keeper.options(name="keeper").remote()
there = ray.get_actor("keeper", namespace="{namespace}")
print("found in", ray.get(there.namespace.remote()))
"""


def test_a_program_s_own_init_lands_in_the_namespace_of_the_config(command):
    job = command("python named.py")
    job.spec["namespace"] = "team"
    job.code(NAMED.format(arguments="", namespace="team"), "named.py")
    assert "found in team" in job.done(PATH=_path()).text


def test_a_namespace_that_the_program_names_itself_goes_first_and_another_hook_is_called_too(command):
    job = command("python named.py")
    job.spec["namespace"] = "team"
    job.code(NAMED.format(arguments='namespace="own"', namespace="own"), "named.py")
    job.code("def hook(runtime_env):\n    print('hooked')\n    return runtime_env\n", "hooks.py")
    ended = job.done(PATH=_path(), RAY_RUNTIME_ENV_HOOK="hooks.hook", PYTHONPATH=f"{job.packages}{os.pathsep}{job.work}")
    assert "found in own" in ended.text and "hooked" in ended.text


def test_the_driver_itself_is_in_the_namespace(job):
    program = """
import ray
from eagleray.cluster import compat
compat.connect("team")
print("in", ray.get_runtime_context().namespace)
"""
    environment = {**os.environ, "PYTHONPATH": str(job.packages), "RAY_ADDRESS": job.address}
    done = subprocess.run([RAY_PYTHON, "-c", program], env=environment, capture_output=True, text=True, timeout=120, check=True)
    assert "in team" in done.stdout


def test_what_a_script_exports_comes_back_as_json_where_it_is_json(command):
    names = ["rows", "name", "odd", *({"name": name, "kind": "metric"} for name in ("size", "good", "loss"))]
    script = "export rows='[1, 2.5]' name='two\nlines' odd=1e999 size=0.5 good=true loss=-inf PATH=/nowhere\nexit 0\n"
    values = command(script, names).done().end["values"]
    assert values == {"rows": [1, 2.5], "name": "two\nlines", "odd": "1e999", "size": 0.5, "good": 1, "loss": {"$eagleray.number": "-Infinity"}}


def test_a_variable_that_is_not_exported_is_told(command):
    assert command("rows=3", ["rows"]).failure()["message"] == "the command exports no variable rows; it must say: export rows=…"


def test_a_returned_variable_that_is_no_text_is_told(command):
    script = "export odd=$(printf 'a\\377b') rows=3"
    assert command(script, ["rows"]).done().end["values"] == {"rows": 3}
    assert command(script, ["odd"]).failure()["message"] == "the variable odd that the command exports is not text in UTF-8"


def test_a_metric_that_is_no_number_is_told(command):
    metric = {"name": "size", "kind": "metric"}
    assert command("export size=large", [metric]).failure()["message"] == "return \"size\" must be one number, but is 'large'"


def test_a_command_that_fails_is_told_with_its_exit_code_and_its_last_lines(command):
    failure = command("seq 1 30; echo; echo no such luck >&2; exit 3").failure()
    assert failure["type"] == "ScriptError" and failure["message"] == "the command ended with exit code 3: no such luck"
    assert failure["stack"].splitlines() == [str(number) for number in range(12, 31)] + ["no such luck"]


def test_a_command_that_is_killed_is_told_with_the_signal(command):
    assert command("kill -9 $$").failure()["message"] == "the command was ended by signal 9 (KILL); was the machine out of memory?"


def test_a_script_for_bash_is_run_by_bash(command):
    assert command('#!/usr/bin/env bash\nwords=(a b); export count=${#words[@]}', ["count"]).done().end["values"] == {"count": 2}


def test_a_secret_is_blotted_out_of_output_failure_and_exports(command, tmp_path):
    (tmp_path / "mounted").mkdir()
    (tmp_path / "mounted" / "TOKEN").write_text("s3cr3t-value\n")
    job = command('echo "it is $TOKEN"; export told="<$TOKEN>" length=${#TOKEN}', ["told", "length"], secrets=["TOKEN"])
    ended = job.done(EAGLERAY_SECRETS_DIR=str(tmp_path / "mounted"))
    assert ended.end["values"] == {"told": "<***>", "length": 12} and "it is ***" in ended.text and "s3cr3t-value" not in ended.text
    job = command("echo about $TOKEN; exit 1", secrets=["TOKEN"])
    job.spec["run"]["submission"] = 2
    assert job.failure(EAGLERAY_SECRETS_DIR=str(tmp_path / "mounted"))["message"].endswith(": about ***")


STUBBORN = """trap '' TERM
sh -c 'trap "" TERM; echo $$ > "$marks/child"; while :; do sleep 0.1; done' &
echo $$ > "$marks/script.part" && mv "$marks/script.part" "$marks/script"
while :; do sleep 0.1; done
"""


def _running(job):
    process = job.start()
    job.await_that(process, lambda: (job.marks / "script").exists() and (job.marks / "child").exists() and (job.marks / "child").read_text().strip())
    return process, [int((job.marks / name).read_text()) for name in ("script", "child")]


def test_a_stopped_job_stops_the_command_with_its_whole_group(command):
    job = command(STUBBORN)
    process, pids = _running(job)
    os.kill(process.pid, signal.SIGTERM)
    ended = job.finish(process)
    assert ended.end == {"outcome": "cancelled"} and ended.code == 0
    await_that(lambda: not any(alive(pid) for pid in pids))


def test_the_command_ends_with_a_driver_that_is_killed(command):
    job = command(STUBBORN)
    process, pids = _running(job)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    await_that(lambda: not any(alive(pid) for pid in pids))


def test_what_a_command_leaves_behind_in_its_group_ends_with_it(command):
    job = command("sh -c 'while :; do sleep 0.1; done' & echo $! > \"$marks/child\"")
    job.done()
    await_that(lambda: not alive(int((job.marks / "child").read_text())))
