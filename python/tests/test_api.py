"""Pipelines in Python code: what is written for the engine."""

from __future__ import annotations

import ast
import datetime
import enum
import functools
import math
import os
import pathlib
import subprocess
import sys

import pytest

import eagleray
from eagleray import (
    AsyncPipeline,
    AsyncPythonTask,
    Catalog,
    Conditional,
    InvalidPipelineError,
    Loop,
    Map,
    NotebookJob,
    NotebookTask,
    Parallel,
    Pipeline,
    PythonJob,
    PythonTask,
    RayNode,
    RunFailedError,
    ShellJob,
    ShellTask,
    Stub,
    SurroundingsError,
    json,
    metric,
    pickled,
)
from eagleray.api import java, program, values

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent


def square(x):
    return x * x


def doubled(function):
    @functools.wraps(function)
    def call(*args, **named):
        return 2 * function(*args, **named)

    return call


double_square = doubled(square)


class Model:
    def fit(self):
        pass

    @classmethod
    def make(cls):
        return cls.__name__


class Tree(Model):
    pass


def steps(pipeline):
    return pipeline.document()["dag"]["steps"]


def without_places(value):
    if isinstance(value, dict):
        return {key: without_places(inner) for key, inner in value.items() if key != "at"}
    return value


def test_a_function_is_named_by_its_module_and_returns_have_kinds():
    task = PythonTask(name="a", function=square, returns=["x", json("y"), metric("z"), pickled("w")])

    assert without_places(steps(Pipeline(steps=[task]))) == {
        "a": {
            "command_type": "python",
            "command": f"{__name__}.square",
            "returns": [
                {"name": "x", "kind": "json"},
                {"name": "y", "kind": "json"},
                {"name": "z", "kind": "metric"},
                {"name": "w", "kind": "object"},
            ],
            "next": "success",
        }
    }


def test_a_program_that_is_run_as_a_module_is_looked_for_where_python_was_started(tmp_path):
    """Its own folder is not on Python's path, where it could hide modules of the library."""
    (tmp_path / "pkg").mkdir()
    (tmp_path / "pkg" / "__init__.py").touch()
    (tmp_path / "pkg" / "run.py").write_text(
        "import eagleray\n"
        "def f():\n    pass\n"
        "if __name__ == '__main__':\n"
        "    document = eagleray.Pipeline(steps=[eagleray.PythonTask(name='a', function=f)]).document()\n"
        "    print(document['written_by']['folder'], document['dag']['steps']['a']['command'])\n"
    )
    ran = subprocess.run(
        [sys.executable, "-m", "pkg.run"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT / "python")},
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout.split() == [str(tmp_path), "pkg.run.f"]


def test_a_function_without_a_name_is_refused_with_what_to_do():
    with pytest.raises(ValueError, match="define it with def at the top of a module"):
        Pipeline(steps=[PythonTask(name="a", function=lambda: 1)]).document()


def recovered(step, *recovery):
    return ShellTask(name=step, command="false", on_failure=Pipeline(steps=list(recovery)))


def test_recoveries_that_differ_do_not_share_a_name():
    """The second one was left out, and the first one ran in its place, or the pipeline's own step."""
    other = ShellTask(name="tell", command="echo b")

    with pytest.raises(ValueError, match="two steps are called 'tell'; the second is at test_api.py:"):
        Pipeline(steps=[recovered("a", ShellTask(name="tell", command="echo a")), recovered("b", other)]).document()
    with pytest.raises(ValueError, match="two steps are called 'b'"):
        Pipeline(steps=[recovered("a", ShellTask(name="b", command="echo a")), ShellTask(name="b", command="echo b")]).document()


def test_steps_may_have_the_same_recovery_or_equal_ones_or_go_on_further_down():
    def tell():
        return ShellTask(name="tell", command="echo")

    shared = tell()
    last = ShellTask(name="last", command="echo")

    assert set(steps(Pipeline(steps=[recovered("a", shared), recovered("b", shared)]))) == {"a", "b", "tell"}
    assert set(steps(Pipeline(steps=[recovered("a", tell()), recovered("b", tell())]))) == {"a", "b", "tell"}
    assert steps(Pipeline(steps=[recovered("a", last), ShellTask(name="b", command="echo"), last]))["a"]["on_failure"] == "last"


def test_parameters_are_written_as_functions_return_them():
    given = {"a": math.nan, "b": [-math.inf], "c": pathlib.Path("x"), "d": datetime.date(2026, 1, 31), "e": {1, 2}, "f": "NaN", "g": range(2)}

    assert values.written_parameters(given) == (
        b'{"a":{"$eagleray.number":"NaN"},"b":[{"$eagleray.number":"-Infinity"}],"c":"x","d":"2026-01-31","e":[1,2],"f":"NaN","g":[0,1]}\n'
    )


def test_a_parameter_that_is_no_value_is_told_with_its_name(tmp_path):
    pipeline = Pipeline(steps=[PythonTask(name="a", function=square)])

    with pytest.raises(InvalidPipelineError, match=r"parameter \"x\" at \['m'\]: a value of type object is none of JSON"):
        pipeline.execute(parameters={"x": {"m": object()}}, state=str(tmp_path))
    with pytest.raises(InvalidPipelineError, match="a parameter's name is a text without '=', not 'a=b'"):
        pipeline.execute(parameters={"a=b": 1}, state=str(tmp_path))


def test_values_in_a_pipeline_are_written_as_functions_return_them():
    document = Pipeline(
        steps=[
            Map(name="each", branch=Stub(name="a").as_pipeline(), iterate_on=range(2), iterate_as="x"),
            RayNode(name="tune", python_task=PythonTask(function=square), ray_config=pathlib.Path("ray.yaml")),
        ]
    ).document()

    written = values.written_document(document)["dag"]["steps"]

    assert (written["each"]["iterate_on"], written["tune"]["ray_config"]) == ([0, 1], "ray.yaml")


def test_the_file_of_a_pipeline_holds_no_character_that_yaml_refuses(tmp_path):
    file = program._write({"name": "p", "description": "a\x7fb"}, str(tmp_path))
    text = pathlib.Path(file).read_text("utf-8")
    assert "\x7f" not in text
    assert ast.literal_eval(text)["description"] == "a\x7fb"


def test_metrics_are_numbers_and_a_run_that_stopped_where_it_should_has_not_failed():
    told = '{"run_id": "r", "status": "INTERRUPTED", "metrics": {"a": "NaN", "b": "-Infinity", "c": 1}, "error": null}'

    metrics = program._run(0, told).metrics

    assert math.isnan(metrics["a"])
    assert (metrics["b"], metrics["c"]) == (-math.inf, 1)
    with pytest.raises(RunFailedError, match="run r: INTERRUPTED"):
        program._run(130, told)


class Size(enum.Enum):
    SMALL = 1


def test_branches_are_named_by_their_values_as_functions_return_them():
    def choose(*values):
        branch = Stub(name="a").as_pipeline()
        return steps(Pipeline(steps=[Conditional(name="c", parameter="x", branches={value: branch for value in values})]))

    assert list(choose(Size.SMALL, True, None, 2.5)["c"]["branches"]) == ["SMALL", "true", "null", "2.5"]
    with pytest.raises(ValueError, match="two branches of 'c' are for the value 1"):
        choose(1, "1")
    with pytest.raises(ValueError, match=r"branches of 'c' are for texts, numbers and the like, not for \(1, 2\)"):
        choose((1, 2))


@pytest.mark.parametrize(
    "make, told",
    [
        (lambda: ShellTask(name="a", command="true", returns="rows"), "returns of 'a' must be a list, not 'rows'"),
        (lambda: ShellTask(name="a", command="true", returns=json("rows")), "returns of 'a' must be a list, not Return"),
        (lambda: ShellTask(name="a", command="true", returns={"x", "y"}), "returns of 'a' must be a list, not a set"),
        (lambda: ShellTask(name="a", command="true", returns=[{"name": "x"}]), r"returns of 'a' are names, json\(…\), .*, not {'name': 'x'}"),
        (lambda: ShellTask(name="a", command="true", secrets="TOKEN"), "secrets of 'a' must be a list, not 'TOKEN'"),
        (lambda: ShellTask(name="a", command="true", catalog={"put": ["x"]}), "catalog of 'a' must be a Catalog"),
        (lambda: ShellTask(name="a", command="true", on_failure=Stub(name="b")), "on_failure of 'a' must be a Pipeline, not a Stub; as_pip"),
        (lambda: Catalog(put="*.csv"), r"put of a Catalog must be a list, not '\*.csv'"),
        (lambda: Pipeline(steps=Stub(name="a")), "steps of a Pipeline must be a list, not a Stub"),
        (lambda: Map(name="m", branch=Stub(name="a"), iterate_on=[1], iterate_as="x"), "branch of 'm' must be a Pipeline, not a Stub; as_pip"),
        (lambda: Parallel(name="p", branches={"a": Stub(name="a")}), r"branches of 'p'\['a'\] must be a Pipeline, not a Stub"),
    ],
)
def test_an_argument_of_another_kind_is_told_where_it_is_given(make, told):
    with pytest.raises(ValueError, match=told):
        make()


def command(function):
    return steps(Pipeline(steps=[PythonTask(name="a", function=function)]))["a"]["command"]


def test_a_function_that_wraps_another_is_told_from_it():
    assert command(double_square) == f"{__name__}.double_square"
    with pytest.raises(ValueError, match="square is another function than the one that was given"):
        command(doubled(square))


def test_a_method_of_a_class_is_that_of_the_class_that_was_given():
    assert command(Tree.make) == f"{__name__}.Tree.make"


def test_a_method_of_an_object_is_refused_with_what_to_do():
    with pytest.raises(ValueError, match="write a function at the top of a module that makes the object"):
        command(Model().fit)


def test_a_program_that_cannot_be_imported_is_refused_with_its_name(tmp_path):
    source = "import eagleray\ndef f():\n    pass\neagleray.Pipeline(steps=[eagleray.PythonTask(name='a', function=f)]).document()\n"
    for name in ("my.flow.py", "flow", "my flow.py"):
        (tmp_path / name).write_text(source)
        ran = subprocess.run(
            [sys.executable, name],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(ROOT / "python")},
            capture_output=True,
            text=True,
            check=False,
        )
        assert f"a program called {name!r} cannot be imported" in ran.stderr


def test_a_folder_that_is_a_program_is_where_modules_are_but_has_no_functions(tmp_path):
    (tmp_path / "flow").mkdir()
    (tmp_path / "flow" / "__main__.py").write_text(
        "import eagleray\n"
        "def f():\n    pass\n"
        "def document(function):\n"
        "    return eagleray.Pipeline(steps=[eagleray.PythonTask(name='a', function=function)]).document()\n"
        "print(document('m.f')['written_by']['folder'])\n"
        "document(f)\n"
    )
    ran = subprocess.run(
        [sys.executable, "flow"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT / "python")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.stdout.strip() == str(tmp_path / "flow")
    assert "flow/__main__.py, cannot be imported by the process that runs its functions: put them into another module" in ran.stderr


def test_a_step_is_told_by_the_line_that_makes_it():
    written = steps(Pipeline(steps=[Stub(name="a")]))

    assert written["a"]["at"].startswith("test_api.py:")


def test_every_kind_of_node_takes_the_arguments_of_runnable():
    branch = PythonTask(name="one", function="m.f", returns=["y"]).as_pipeline()
    recovery = Pipeline(steps=[ShellTask(name="tell", command="echo failed")])
    pipeline = Pipeline(
        steps=[
            PythonTask(
                name="load",
                function="m.load",
                returns=["chunks"],
                secrets=["TOKEN"],
                catalog=Catalog(get=["*.csv"], put=["out.csv"], store_copy=False),
                overrides={"local": "x"},
                on_failure=recovery,
            ),
            NotebookTask(name="look", notebook="look.ipynb", returns=["z"]),
            Map(name="each", branch=branch, iterate_on="chunks", iterate_as="chunk", reducer="max"),
            Parallel(name="both", branches={"a": branch, "b": branch}, reducer={"y": "sum"}),
            Conditional(name="choose", parameter="y", branches={1: branch, "x": branch}, default=branch),
            Loop(name="again", branch=branch, max_iterations=3, break_on="y", index_as="i"),
            RayNode(name="tune", python_task=PythonTask(function="m.train", returns=["t"]), ray_config="ray.yaml"),
            ShellTask(name="cached", command="true", cache={"key": ["inputs"], "expires": "7d"}),
            Stub(name="silent", function="m.f", anything=1),
            ShellTask(name="end", command="true", terminate_with_failure=True, retry=3, timeout="1h"),
        ],
        name="all of them",
        description="every kind",
    )

    written = without_places(steps(pipeline))

    assert written["load"]["on_failure"] == "tell"
    assert written["load"]["catalog"] == {"get": ["*.csv"], "put": ["out.csv"], "store_copy": False}
    assert written["tell"]["next"] == "success"
    assert written["look"] == {
        "command_type": "notebook",
        "command": "look.ipynb",
        "returns": [{"name": "z", "kind": "json"}],
        "next": "each",
    }
    assert (written["each"]["iterate_on"], written["each"]["reducer"]) == ("chunks", "max")
    assert list(written["each"]["branch"]["steps"]) == ["one"]
    assert set(written["both"]["branches"]) == {"a", "b"}
    assert set(written["choose"]["branches"]) == {"1", "x"}
    assert "default" in written["choose"]
    assert (written["again"]["break_on"], written["again"]["index_as"]) == ("y", "i")
    assert written["tune"]["task"]["command"] == "m.train"
    assert written["cached"]["cache"] == {"key": ["inputs"], "expires": "7d"}
    assert written["silent"] == {"type": "stub", "next": "end"}
    assert (written["end"]["next"], written["end"]["retry"]) == ("fail", {"max_attempts": 3})


def test_a_job_is_a_file_with_one_task():
    job = PythonJob(function=square, returns=["y"], catalog=Catalog(put=["*.csv"])).document()

    assert job["job"].pop("at").startswith("test_api.py:")
    assert job["job"] == {
        "command_type": "python",
        "command": f"{__name__}.square",
        "returns": [{"name": "y", "kind": "json"}],
        "catalog": {"get": [], "put": ["*.csv"], "store_copy": True},
    }
    assert NotebookJob(notebook="look.ipynb").document()["job"]["command_type"] == "notebook"
    assert ShellJob(command="true").document()["job"]["command"] == "true"


def test_an_async_task_names_the_event_that_ends_it():
    pipeline = AsyncPythonTask(name="a", function=square, stream_end_type="end").as_async_pipeline()

    assert isinstance(pipeline, AsyncPipeline)
    assert (steps(pipeline)["a"]["command_type"], steps(pipeline)["a"]["stream_end_type"]) == ("async-python", "end")


def test_an_argument_that_does_not_exist_is_refused():
    with pytest.raises(TypeError, match="retruns"):
        PythonTask(name="a", function=square, retruns=["x"])


def test_two_steps_of_one_name_are_refused_with_the_place_of_the_second():
    with pytest.raises(ValueError, match=r"'a'; the second is at test_api\.py:\d+"):
        Pipeline(steps=[Stub(name="a"), Stub(name="a")]).document()


def test_a_pipeline_without_steps_is_refused():
    with pytest.raises(ValueError, match="at least one step"):
        Pipeline(steps=[])


def test_a_step_without_a_name_is_refused():
    with pytest.raises(ValueError, match=r"test_api\.py:\d+ needs a name"):
        Pipeline(steps=[ShellTask(command="true")])


def test_the_package_names_what_it_has():
    assert {"Pipeline", "PythonTask", "RayNode", "pickled", "json", "metric"} <= set(dir(eagleray))
    with pytest.raises(AttributeError, match="Piepline"):
        eagleray.Piepline


def test_a_worker_that_imports_the_package_loads_nothing_of_pipelines():
    code = "import eagleray, sys; sys.exit(any(name.startswith('eagleray.') for name in sys.modules))"

    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT / "python", check=False).returncode == 0


def test_the_example_imports_of_ours_only_what_the_documents_say():
    tree = ast.parse((ROOT / "examples/hyperparameter-tuning/pipeline.py").read_text())
    ours = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module == "eagleray"]

    assert [[name.name for name in node.names] for node in ours] == [
        ["Pipeline", "PythonTask", "RayNode", "pickled", "json"]
    ]


def test_without_java_it_is_said_what_to_install(monkeypatch, tmp_path):
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(java, "_FOLDERS", [])

    with pytest.raises(SurroundingsError, match="apt-get install openjdk"):
        java.find()


def test_the_newest_java_of_the_usual_folders_is_taken(monkeypatch, tmp_path):
    for name, version in (("old", "17.0.1"), ("new", "25.0.1"), ("middle", "21")):
        home = tmp_path / name
        (home / "bin").mkdir(parents=True)
        (home / "bin/java").write_text("")
        (home / "bin/java").chmod(0o755)
        (home / "release").write_text(f'IMPLEMENTOR="x"\nJAVA_VERSION="{version}"\n')
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(java, "_FOLDERS", [str(tmp_path / "*")])

    assert java.find() == str(tmp_path / "new")


def test_what_the_engine_finds_wrong_is_one_line_for_each_problem():
    told = '{"status":"INVALID","problems":[{"file":"p.py","line":3,"column":0,"message":"no"}]}'

    with pytest.raises(InvalidPipelineError, match="^p.py:3  no$"):
        program._run(2, told)


def test_a_failed_run_is_an_error_that_has_the_run():
    told = '{"run_id":"r","status":"FAILED","parameters":{"a":1},"metrics":{},"steps":[],"error":"ValueError: no"}'

    with pytest.raises(RunFailedError, match="run r: FAILED: ValueError: no") as failed:
        program._run(1, told)
    assert failed.value.run.parameters == {"a": 1}


def test_a_document_with_other_ends_of_lines_or_a_huge_number_in_it_is_read():
    text = "a\u2028b\u0085c"
    told = '{"run_id":"r","status":"SUCCESS","parameters":{"text":"%s","n":%s},"metrics":{},"error":null}\n' % (text, 5000 * "9")

    assert program._run(0, told).parameters == {"text": text, "n": 10**5000 - 1}


def test_an_engine_that_says_nothing_is_told():
    with pytest.raises(SurroundingsError, match="code 137"):
        program._run(137, "")


def test_a_program_on_standard_input_has_no_file_that_functions_could_be_imported_from():
    code = "from eagleray import Pipeline, PythonTask\ndef f(): pass\nPipeline(steps=[PythonTask(name='a', function=f)]).document()\n"
    ran = subprocess.run([sys.executable, "-"], input=code, cwd=ROOT / "python", capture_output=True, text=True, check=False)
    assert "a function of an interactive session has no file to import it from" in ran.stderr
