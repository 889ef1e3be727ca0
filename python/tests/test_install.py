"""The package as a user installs it: into a fresh environment, with the engine in it."""

from __future__ import annotations

import json
import os
import pathlib
import signal
import subprocess
import sys
import textwrap
import time

import pytest

PACKAGE = pathlib.Path(__file__).resolve().parent.parent
LIMIT_SECONDS = 1800  # it may build the engine first, on a busy machine

SCRIPT = """
    import asyncio
    import os
    import pathlib

    from eagleray import (
        AsyncPipeline, AsyncPythonTask, InvalidPipelineError, Loop, Map, Pipeline, PythonJob, PythonTask, RunFailedError, ShellTask, metric, pickled
    )


    class Rows(list):
        pass


    def load(count: int):
        return Rows(range(count)), list(range(count))


    def square(item: int):
        return item * item


    def turn():
        return int(os.environ["turn"]) == 1, os.environ["EAGLERAY_RUN_ID"]


    async def speak():
        yield {"type": "word", "text": "first"}
        while not pathlib.Path("heard").exists():  # the program has the word while this still runs
            await asyncio.sleep(0.01)
        yield {"type": "done", "words": 1}


    async def listen():
        speaking = AsyncPipeline(steps=[AsyncPythonTask(name="speak", function=speak, returns=["words"])])
        async for event in speaking.execute_streaming(run_id="s1"):
            print(event)
            pathlib.Path("heard").touch()


    def total(rows, square, offset: float = 0.5):
        return sum(square) + len(rows) + offset


    def main():
        pipeline = Pipeline(
            steps=[
                PythonTask(name="load", function=load, returns=[pickled("rows"), "items"]),
                Map(
                    name="each",
                    branch=PythonTask(name="square", function=square, returns=["square"]).as_pipeline(),
                    iterate_on="items",
                    iterate_as="item",
                ),
                PythonTask(name="total", function=total, returns=[metric("total")]),
            ]
        )
        run = pipeline.execute(run_id="r1", parameters={"count": 4})
        print(run.status, run.metrics["total"])
        asyncio.run(listen())
        print(PythonJob(function=load, returns=["rows", "items"]).execute(job_id="j1", parameters={"count": 2}).parameters)
        again = Loop(name="again", branch=PythonTask(name="turn", function=turn, returns=["last", "id"]).as_pipeline(), max_iterations=5, break_on="last", index_as="turn")
        run = asyncio.run(AsyncPipeline(steps=[again]).execute(run_id="l1"))
        print([step["path"] for step in run.document["steps"]], run.parameters["id"])
        try:
            Pipeline(steps=[PythonTask(name="total", function=total, returns=[metric("total")])]).execute()
        except InvalidPipelineError as error:
            print("INVALID", error)
        try:
            Pipeline(steps=[ShellTask(name="boom", command="exit 3")]).execute()
        except RunFailedError as error:
            print(error.run.status)


    if __name__ == "__main__":
        main()
"""


@pytest.fixture(scope="module")
def environment(tmp_path_factory):
    """A fresh virtual environment with the package in it."""
    folder = tmp_path_factory.mktemp("installed") / "venv"
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True, timeout=LIMIT_SECONDS)
    install = [str(folder / "bin/python"), "-m", "pip", "install", "--disable-pip-version-check", "-q", str(PACKAGE)]
    done = subprocess.run(install, capture_output=True, text=True, timeout=LIMIT_SECONDS, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


def run(environment, folder, *words):
    clean = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "VIRTUAL_ENV")}
    return subprocess.run(
        [str(environment / "bin" / words[0]), *words[1:]],
        cwd=folder,
        env=clean,
        capture_output=True,
        text=True,
        timeout=LIMIT_SECONDS,
        check=False,
    )


@pytest.mark.slow
def test_an_installed_package_runs_pipelines_and_tells_what_is_wrong(environment, tmp_path):
    (tmp_path / "program.py").write_text(textwrap.dedent(SCRIPT))

    done = run(environment, tmp_path, "python", "program.py")

    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert lines[0] == "SUCCESS 18.5"
    assert lines[1:3] == ["{'type': 'word', 'text': 'first'}", "{'type': 'done', 'words': 1}"]
    assert lines[3] == "{'count': 2, 'rows': [0, 1], 'items': [0, 1]}"
    assert lines[4] == "['again', 'again.0.turn', 'again.1.turn'] l1"
    assert lines[5].startswith("INVALID program.py:")
    assert "FAILED" in lines[-1]

    shown = run(environment, tmp_path, "eagleray", "show", "r1", "--output", "json")

    assert json.loads(shown.stdout)["metrics"] == {"total": 18.5}


@pytest.mark.slow
def test_a_program_that_runs_its_pipeline_when_it_is_imported_is_told_so(environment, tmp_path):
    script = textwrap.dedent(SCRIPT).replace('if __name__ == "__main__":\n    main()', "main()")
    (tmp_path / "program.py").write_text(script)

    done = run(environment, tmp_path, "python", "program.py")

    assert done.returncode != 0
    assert 'if __name__ == "__main__"' in done.stderr


ENDLESS = """
    import asyncio
    import pathlib
    import sys

    from eagleray import AsyncPipeline, AsyncPythonTask, Pipeline, PythonTask

    BEGUN = pathlib.Path("begun")


    def wait():
        BEGUN.touch()
        while True:
            pass


    async def speak():
        yield {"type": "word"}
        await asyncio.sleep(3600)


    async def close():
        stream = AsyncPipeline(steps=[AsyncPythonTask(name="speak", function=speak)]).execute_streaming(run_id="r1")
        print(await stream.__anext__())
        await stream.aclose()


    async def leave():
        run = asyncio.create_task(AsyncPipeline(steps=[PythonTask(name="wait", function=wait)]).execute(run_id="r1"))
        while not BEGUN.exists():
            await asyncio.sleep(0.01)
        run.cancel()
        await asyncio.wait([run])
        print("cancelled:", run.cancelled())


    if __name__ == "__main__":
        if sys.argv[1] == "leave":
            asyncio.run(leave())
        elif sys.argv[1] == "close":
            asyncio.run(close())
        else:
            Pipeline(steps=[PythonTask(name="wait", function=wait)]).execute(run_id="r1")
"""


def status(environment, folder):
    return json.loads(run(environment, folder, "eagleray", "show", "r1", "--output", "json").stdout)["status"]


@pytest.mark.slow
def test_a_coroutine_that_is_cancelled_cancels_its_run(environment, tmp_path):
    (tmp_path / "program.py").write_text(textwrap.dedent(ENDLESS))

    done = run(environment, tmp_path, "python", "program.py", "leave")

    assert done.stdout == "cancelled: True\n", done.stderr
    assert status(environment, tmp_path) == "CANCELLED"


@pytest.mark.slow
def test_a_stream_that_is_closed_before_its_end_cancels_its_run(environment, tmp_path):
    (tmp_path / "program.py").write_text(textwrap.dedent(ENDLESS))

    done = run(environment, tmp_path, "python", "program.py", "close")

    assert done.stdout == "{'type': 'word'}\n", done.stderr
    assert status(environment, tmp_path) == "CANCELLED"


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_a_run_ends_with_the_program_that_alone_gets_a_signal(environment, tmp_path, number):
    (tmp_path / "program.py").write_text(textwrap.dedent(ENDLESS))
    program = subprocess.Popen(
        [str(environment / "bin/python"), "program.py", "stay"],
        cwd=tmp_path,
        stderr=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # ignored where the tests run in the background
    )
    while not (tmp_path / "begun").exists():
        assert program.poll() is None
        time.sleep(0.01)

    program.send_signal(number)

    program.communicate(timeout=LIMIT_SECONDS)  # the engine holds its standard error until it has ended
    assert status(environment, tmp_path) == "CANCELLED"
