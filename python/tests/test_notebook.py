"""Notebooks in real kernels."""

from __future__ import annotations

import json
import os
import pathlib
import venv

import nbformat
import pytest
from conftest import SCRIPT
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

pytestmark = pytest.mark.slow


@pytest.fixture
def notebook(project):
    def write(*cells, name="train.ipynb"):
        file = project.folder / name
        made = [new_markdown_cell("# Title")]
        for cell in cells:
            tags = []
            if isinstance(cell, tuple):
                cell, *tags = cell
            made.append(new_code_cell(cell, metadata={"tags": tags}))
        nbformat.write(new_notebook(cells=made), file)
        return str(file)

    return write


@pytest.fixture
def run(worker, project):
    def send(file, arguments=None, returns=("result",), **fields):
        output = str(project.folder / "out" / "train_out.ipynb")
        return worker.send_run(file, arguments, returns, kind="notebook", output=output, **fields)

    def ended(*given, **fields):
        send(*given, **fields)
        worker.await_that(lambda: has_answer(worker), "an answer", seconds=60)
        return worker.read()

    ended.send = send
    return ended


def has_answer(worker):
    import select

    return b"\n" in worker._buffer or bool(select.select([worker.process.stdout], [], [], 0.05)[0])


def output(project):
    return nbformat.read(project.folder / "out" / "train_out.ipynb", as_version=4)


def test_parameters_go_behind_their_cell_and_returns_come_from_the_same_kernel(project, notebook, run, worker):
    file = notebook(
        ("rate, names, flag, missing, far = 0.1, [], False, 1, 0.0", "parameters"),
        "import random\ndrawn = random.random()\nprint('drawing', rate)",
        "result = {'drawn': drawn, 'given': [rate, names, flag, missing, far], 'here': __import__('os').getcwd()}\nresult",
    )
    given = {"rate": 0.5, "names": ["é", {"a": 1}], "flag": True, "missing": None, "far": {"$eagleray.number": "Infinity"}, "no name": 1}
    answer = run(file, given, returns=["result", "drawn"])
    assert answer["op"] == "result", answer
    values = answer["values"]
    assert values["result"]["given"] == [0.5, ["é", {"a": 1}], True, None, {"$eagleray.number": "Infinity"}]
    assert values["result"]["here"] == str(project.folder)
    assert values["drawn"] == values["result"]["drawn"]
    worker.await_log(b"drawing 0.5\n")
    written = output(project)
    assert [cell.metadata.get("tags") for cell in written.cells[1:3]] == [["parameters"], ["injected-parameters"]]
    assert "rate = 0.5" in written.cells[2].source and "no name" not in written.cells[2].source
    assert str(values["drawn"]) in json.dumps(written.cells[-1].outputs)
    assert len(written.cells) == 5  # nothing of what was asked of the kernel beside them


def test_a_parameter_whose_name_is_a_word_of_python_is_left_out(notebook, run):
    file = notebook("result = rate", name="words.ipynb")
    assert run(file, {"rate": 1, "lambda": 2, "class": 3, "None": 4})["values"] == {"result": 1}


def test_a_notebook_may_say_nothing_of_its_kernel(project, notebook, run):
    empty = new_notebook(cells=[new_code_cell("result = 1")])
    project.write("none.ipynb", json.dumps({**empty, "metadata": {"kernelspec": None, "language_info": {"name": None}}}))
    assert run(str(project.folder / "none.ipynb"))["values"] == {"result": 1}


def test_objects_go_in_and_come_out(project, notebook, run, worker):
    project.write("things.py", "class Thing:\n    def __init__(self, weight): self.weight = weight\ndef make(): return Thing(20)\n")
    thing = worker.run("things.make", returns=[{"name": "result", "kind": "object"}])["values"]["result"]
    file = notebook("import things\nresult = things.Thing(thing.weight + 1)\naccuracy = 0.5")
    returns = [{"name": "result", "kind": "object"}, {"name": "accuracy", "kind": "metric"}]
    answer = run(file, {"thing": thing}, returns=returns)
    assert answer["values"]["accuracy"] == 0.5
    assert answer["values"]["result"]["$eagleray.object"]["type"] == "things.Thing"
    project.write("more.py", "def weight(thing): return thing.weight\n")
    assert worker.value("more.weight", thing=answer["values"]["result"]) == 21
    assert "Thing" not in output(project).cells[0].source


@pytest.mark.parametrize(
    "cell, kind, message, place",
    [
        ("x = 1\n\nraise ValueError('no rows')", "ValueError", "no rows", "cell 3, line 3"),
        ("def f():\n    return 1 / 0\n\nf()", "ZeroDivisionError", "division by zero", "cell 3, line 4"),
        ("x = 1\ny = = 2", "SyntaxError", "invalid syntax", "cell 3, line 2"),
    ],
)
def test_an_error_names_the_cell_and_its_line_and_the_output_is_kept(project, notebook, run, cell, kind, message, place):
    error = run(notebook(("rate = 1", "parameters"), cell, "print('never')"), {"rate": 2})
    assert (error["op"], error["type"], error["at"]) == ("error", kind, f"train.ipynb, {place}"), error
    assert message in error["message"] and kind in error["stack"] and "\x1b" not in error["stack"]
    written = output(project)
    assert "rate = 2" in written.cells[2].source and written.cells[3].outputs[-1].ename == kind


def test_a_cell_that_may_raise_does_not_fail_the_notebook(notebook, run):
    assert run(notebook(("1 / 0", "raises-exception"), "result = 1"))["values"] == {"result": 1}


def test_a_variable_that_is_missing_is_named(notebook, run):
    error = run(notebook("other = 1"), returns=["other", "result"])
    assert (error["type"], error["message"]) == ("ReturnError", 'the notebook sets no variable "result", which its step returns')


def test_a_kernel_that_dies_is_told_with_its_cell(notebook, run, worker):
    error = run(notebook("x = 1", "print('going', flush=True)\nimport os; os._exit(3)"))
    assert (error["op"], error["type"]) == ("error", "KernelError"), error
    assert error["message"].startswith("the kernel died in train.ipynb, cell 3")
    assert run(notebook("result = 2"))["values"] == {"result": 2}


def test_a_cancel_ends_the_kernel(project, notebook, run, worker):
    run.send(notebook("import os, time\nprint('pid', os.getpid(), flush=True)\ntime.sleep(3600)"))
    worker.await_that(lambda: b"pid " in worker.log and worker.log.split(b"pid ")[1].count(b"\n"), "the kernel's pid", seconds=60)
    kernel = int(worker.log.split(b"pid ")[1].split(b"\n")[0])
    worker.interrupt()
    worker.await_that(lambda: has_answer(worker), "an answer", seconds=60)
    error = worker.read()
    assert (error["op"], error["cancelled"]) == ("error", True), error
    worker.await_that(lambda: not is_running(kernel), "the kernel's end", seconds=60)


def test_a_cancel_ends_a_kernel_that_starts(project, notebook, run, worker):
    run.send(notebook("x = 1"))
    worker.await_that(lambda: kernels(worker), "the kernel's process", seconds=60)
    worker.interrupt()
    worker.await_that(lambda: has_answer(worker), "an answer", seconds=60)
    error = worker.read()
    assert (error["op"], error["cancelled"]) == ("error", True), error
    worker.await_that(lambda: not kernels(worker), "the kernel's end", seconds=60)


def kernels(worker):
    """The running kernels that a worker has started."""
    return [process for process in pathlib.Path("/proc").glob("[0-9]*") if is_kernel_of(process, worker.pid)]


def is_kernel_of(process, worker):
    try:
        parent = process.joinpath("stat").read_text().rpartition(")")[2].split()[1]
        return int(parent) == worker and b"kernel.py" in process.joinpath("cmdline").read_bytes()
    except OSError:
        return False


def test_a_kernel_ends_with_its_worker(project, notebook, run, worker):
    run.send(notebook("import os, time\nprint('pid', os.getpid(), flush=True)\ntime.sleep(3600)"))
    worker.await_that(lambda: b"pid " in worker.log and worker.log.split(b"pid ")[1].count(b"\n"), "the kernel's pid", seconds=60)
    kernel = int(worker.log.split(b"pid ")[1].split(b"\n")[0])
    worker.kill()
    worker.await_that(lambda: not is_running(kernel), "the kernel's end", seconds=60)


def is_running(pid):
    try:
        return pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in ("Z", "X")
    except OSError:
        return False


def test_secrets_stand_neither_in_the_output_nor_in_an_error(project, notebook, run):
    error = run(notebook("import os\nprint(os.environ['TOKEN'])", "raise ValueError(os.environ['TOKEN'])"), secrets={"TOKEN": "s3cr3t-value"})
    assert error["message"] == "***"
    assert "s3cr3t-value" not in (project.folder / "out" / "train_out.ipynb").read_text()


def test_a_secret_of_several_lines_stands_in_no_line_of_the_output(project, notebook, run):
    key = "BEGIN KEY\nMIIEvwIBADAN\nEND KEY"
    run(notebook("import os\nprint(os.environ['KEY'])", "result = os.environ['KEY']\nresult"), secrets={"KEY": key})
    kept = (project.folder / "out" / "train_out.ipynb").read_text()
    assert "MIIEvwIBADAN" not in kept and kept.count("***") == 2


def test_a_notebook_that_cannot_run_is_told_when_it_is_looked_at(project, notebook, worker):
    def message(file):
        return worker.ask("inspect", kind="notebook", command=str(file))["message"]

    assert worker.ask("inspect", kind="notebook", command=notebook("x = 1"))["keywords"] is True
    assert message(project.write("broken.ipynb", "no json")).startswith(f"{project.folder}/broken.ipynb is no notebook")
    assert message(project.folder / "none.ipynb").endswith("none.ipynb cannot be read: No such file or directory")
    other = new_notebook(metadata={"kernelspec": {"name": "ir", "language": "R", "display_name": "R"}})
    nbformat.write(other, project.folder / "r.ipynb")
    assert "is a notebook of R; only Python notebooks run here" in message(project.folder / "r.ipynb")


def test_an_interpreter_without_nbclient_is_told_what_to_install(tmp_path, start):
    venv.create(tmp_path / "bare", with_pip=False, symlinks=True)
    python = str(tmp_path / "bare" / "bin" / "python")
    worker = start(command=[python, str(SCRIPT)], environment={"PYTHONPATH": ""})
    message = worker.ask("inspect", kind="notebook", command="x.ipynb")["message"]
    assert message.endswith(f"which lacks nbclient and ipykernel; install them: {python} -m pip install nbclient ipykernel")
    assert os.path.exists(python)
