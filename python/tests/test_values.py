"""Values: what a function returns as JSON, as objects, as metrics; references in arguments."""

import hashlib
import json
import os
import pathlib

import pytest

JSON_CASES = [
    ("None", None),
    ("[True, 1, 1.5, 'ü\\ud800']", [True, 1, 1.5, "ü\ud800"]),
    ("(1, 2)", [1, 2]),
    ("{3, 1, 2}", [1, 2, 3]),
    ("range(3)", [0, 1, 2]),
    ("{'b': 1}.keys()", ["b"]),
    ("collections.deque([1])", [1]),
    ("collections.Counter('aab')", {"a": 2, "b": 1}),
    ("{1: 'a', 2.5: 'b', True and False: 'c'}", {"1": "a", "2.5": "b", "false": "c"}),
    ("[float('nan'), float('inf'), -float('inf')]", [{"$eagleray.number": n} for n in ("NaN", "Infinity", "-Infinity")]),
    ("{'$eagleray.object': 1}", {"$eagleray.escaped": {"$eagleray.object": 1}}),
    ("{'$eagleray.x': float('nan')}", {"$eagleray.escaped": {"$eagleray.x": {"$eagleray.number": "NaN"}}}),
    ("{'$eagleray.x': 1, 'y': 2}", {"$eagleray.x": 1, "y": 2}),
    ("Color.RED", "RED"),
    ("Level.HIGH", "HIGH"),
    ("Point(1, [Point(2, None)])", {"x": 1, "y": [{"x": 2, "y": None}]}),
    ("Pair(1, 2)", {"a": 1, "b": 2}),
    ("datetime.datetime(2026, 1, 31, 9, 30)", "2026-01-31T09:30:00"),
    ("datetime.date(2026, 1, 31)", "2026-01-31"),
    ("decimal.Decimal('0.10')", "0.10"),
    ("pathlib.Path('a/b')", "a/b"),
    ("uuid.UUID(int=1)", "00000000-0000-0000-0000-000000000001"),
]


def test_values_are_written_as_json(project, worker):
    project.write(
        "values.py",
        """
import collections, dataclasses, datetime, decimal, enum, pathlib, typing, uuid
class Color(enum.Enum):
    RED = 1
class Level(str, enum.Enum):
    HIGH = "h"
@dataclasses.dataclass
class Point:
    x: object
    y: object
class Pair(typing.NamedTuple):
    a: int
    b: int
def f(text: str): return eval(text)
""",
    )
    for text, expected in JSON_CASES:
        assert worker.value("values.f", text=text) == expected, text


def test_numbers_of_numpy_and_pandas_become_numbers(project, worker):
    pytest.importorskip("pandas")
    project.write("values.py", "import numpy as np, pandas as pd\ndef f(text: str): return eval(text)\n")
    cases = [
        ("np.float32(0.5)", 0.5),
        ("np.float64(0.5)", 0.5),
        ("np.int64(5)", 5),
        ("np.bool_(True)", True),
        ("np.array(7)", 7),
        ("np.longdouble(0.5)", 0.5),
        ("np.float64('nan')", {"$eagleray.number": "NaN"}),
        ("np.str_('x')", "x"),
        ("np.datetime64('2026-01-31')", "2026-01-31"),
        ("{np.int64(1): np.float32(2)}", {"1": 2.0}),
        ("pd.Timestamp('2026-01-31')", "2026-01-31T00:00:00"),
        ("[pd.NaT, pd.NA]", [None, None]),
        ("pd.Series([1, 2]).sum()", 3),
    ]
    for text, expected in cases:
        assert worker.value("values.f", text=text) == expected, text
    table, array = worker.value("values.f", text="[pd.DataFrame({'a': [1]}), np.array([1, 2])]")
    assert table["$eagleray.object"]["type"] == "pandas.DataFrame"
    assert array["$eagleray.object"]["type"] == "numpy.ndarray"
    assert array["$eagleray.object"]["format"] == "python/pickle"


def test_what_json_cannot_hold_is_stored_at_any_depth_and_comes_back(project, worker):
    project.write(
        "things.py",
        """
        class Model:
            def __init__(self, weight): self.weight = weight
        def make():
            model = Model(3)
            return {"best": {"model": model, "again": model, "bytes": b"ab", "complex": [1j]}}
        def use(result):
            best = result["best"]
            return [best["model"].weight, best["again"].weight, best["bytes"] == b"ab", best["complex"] == [1j]]
        """,
    )
    best = worker.value("things.make")["best"]
    reference = best["model"]["$eagleray.object"]
    assert best["again"] == best["model"]
    assert (reference["format"], reference["type"]) == ("python/pickle", "things.Model")
    data = worker.objects.joinpath(reference["sha256"][:2], reference["sha256"][2:]).read_bytes()
    assert (hashlib.sha256(data).hexdigest(), len(data)) == (reference["sha256"], reference["size"])
    assert best["bytes"]["$eagleray.object"]["format"] == "bytes"
    assert worker.value("things.use", result={"best": best}) == [3, 3, True, True]
    assert not [name for name in os.listdir(worker.objects) if name.startswith(".tmp")]


def test_objects_are_loaded_in_another_worker(project, start):
    project.write("things.py", "class Model: weight = 3\ndef make(): return Model()\ndef use(model): return model.weight\n")
    reference = start().value("things.make")
    assert start().value("things.use", model=reference) == 3


def test_an_object_that_is_there_already_keeps_its_age(project, worker):
    project.write("values.py", "def f(): return b'weights'")
    reference = worker.run("values.f", returns=["value"])["values"]["value"]["$eagleray.object"]
    path = worker.objects / reference["sha256"][:2] / reference["sha256"][2:]
    os.utime(path, (1_000_000_000, 1_000_000_000))
    worker.run("values.f", returns=["value"])
    assert path.stat().st_mtime == 1_000_000_000
    assert not [name for name in os.listdir(worker.objects) if name.startswith(".tmp")]


def test_an_object_is_not_loaded_before_its_hash_matched(project, worker):
    project.write("things.py", "def make(): return b'abc' + bytes(10)\ndef f(value): return 1\n")
    reference = worker.value("things.make")
    digest = reference["$eagleray.object"]["sha256"]
    path = worker.objects / digest[:2] / digest[2:]
    path.chmod(0o644)
    path.write_bytes(b"cos\nsystem\n(S'touch owned'\ntR.")
    for format in ("bytes", "python/pickle", "file"):
        reference["$eagleray.object"]["format"] = format
        error = worker.error("things.f", {"value": reference})
        assert error["type"] == "ObjectError" and "is damaged" in error["message"]
    path.unlink()
    assert "not in the catalog" in worker.error("things.f", {"value": reference})["message"]
    reference["$eagleray.object"]["sha256"] = "../../x"
    assert "not a SHA-256" in worker.error("things.f", {"value": reference})["message"]


def test_escapes_in_arguments_are_read_at_any_depth(project, worker):
    project.write("echo.py", "def f(value): return [repr(value), value]\n")
    value = {
        "n": [{"$eagleray.number": "NaN"}, {"$eagleray.number": "-Infinity"}],
        "e": {"$eagleray.escaped": {"$eagleray.object": {"$eagleray.number": "Infinity"}}},
        "m": [{"$eagleray.number": "many"}, {"$eagleray.object": 5}],
        "java": {"$eagleray.object": {"sha256": "0" * 64, "format": "java/serialized", "type": "A", "size": 1}},
    }
    shown, back = worker.value("echo.f", value=value)
    maps = "[{'$eagleray.number': 'many'}, {'$eagleray.object': 5}]"
    assert shown.startswith("{'n': [nan, -inf], 'e': {'$eagleray.object': inf}, 'm': %s, 'java': {'$eagleray.object': {'sha256'" % maps)
    value["m"] = [{"$eagleray.escaped": one} for one in value["m"]]
    assert back == value  # the map of a Java object is passed on as the reference it was


def test_an_argument_is_fresh_for_each_task(project, worker):
    project.write("things.py", "def make(): return {1, 2j}\ndef use(v): v[0].add(5); return len(v[0])\n")
    reference = worker.run("things.make", returns=[{"name": "result", "kind": "object"}])["values"]["result"]
    assert worker.value("things.use", v=[reference]) == 3
    assert worker.value("things.use", v=[reference]) == 3


def test_a_returned_file_is_stored_and_comes_back_as_a_read_only_copy(project, worker):
    project.write(
        "files.py",
        """
        import os, pathlib
        def make():
            path = pathlib.Path("model.onnx")
            path.write_bytes(b"weights")
            return path
        def use(model: pathlib.Path):
            return [model.name, model.read_bytes().decode(), oct(model.stat().st_mode & 0o777), str(model)]
        def folder():
            return pathlib.Path(".")
        """,
    )
    kind = [{"name": "result", "kind": "object"}]
    reference = worker.run("files.make", returns=kind)["values"]["result"]
    assert reference["$eagleray.object"]["format"] == "file"
    assert reference["$eagleray.object"]["type"] == "model.onnx"
    assert reference["$eagleray.object"]["sha256"] == hashlib.sha256(b"weights").hexdigest()
    name, text, mode, path = worker.value("files.use", model=reference)
    assert (name, text, mode) == ("model.onnx", "weights", "0o444")
    assert not pathlib.Path(path).exists()  # gone with the task
    assert "is a folder; return a file" in worker.error("files.folder", returns=kind)["message"]


@pytest.mark.parametrize(
    "text, message",
    [
        ("{'a': [1, {'lock': threading.Lock()}]}", "cannot store the return \"result\" at ['a'][1]['lock']: a value of type _thread.lock cannot be pickled"),
        ("[(i for i in [])]", 'cannot store the return "result" at [0]: a value of type generator cannot be pickled'),
        ("loop()", "cannot store the return \"result\" at ['me'][0]: it contains itself"),
        ("deep()", 'cannot store the return "result": it is nested too deeply'),
        ("{'a': {(1, 2): 3}}", "cannot store the return \"result\" at ['a']: the key (1, 2) of type tuple cannot become a text"),
        ("{1: 'a', '1': 'b'}", "two of its keys become the same text"),
    ],
)
def test_what_cannot_be_stored_is_named_with_its_place_and_type(project, worker, text, message):
    project.write(
        "values.py",
        """
        import threading
        def loop():
            d = {}
            d["me"] = [d]
            return d
        def deep():
            value = []
            for _ in range(100_000):
                value = [value]
            return value
        def f(text: str): return eval(text)
        """,
    )
    error = worker.error("values.f", {"text": text})
    assert error["type"] == "ReturnError" and message in error["message"]
    assert error["at"].startswith("values.py:")
    objects = worker.objects
    assert not objects.exists() or not [name for name in os.listdir(objects) if name.startswith(".tmp")]


def test_returns_are_matched_by_position_or_by_exact_names(project, worker):
    project.write(
        "returns.py",
        """
        import dataclasses
        @dataclasses.dataclass
        class Record:
            b: int
            a: int
        def f(text: str): return eval(text)
        """,
    )

    def outcome(text, *names):
        answer = worker.run("returns.f", {"text": text}, returns=names)
        return answer["values"] if answer["op"] == "result" else answer["message"]

    assert outcome("(1, 2)", "a", "b") == {"a": 1, "b": 2}
    assert outcome("[1, 2]", "a", "b") == {"a": 1, "b": 2}
    assert outcome("{'b': 1, 'a': 2}", "a", "b") == {"a": 2, "b": 1}
    assert outcome("Record(1, 2)", "a", "b") == {"a": 2, "b": 1}
    assert outcome("(1, 2)", "a") == {"a": [1, 2]}
    assert outcome("(1, 2)") == {}
    assert outcome("(1, 2, 3)", "a", "b") == "the function returned 3 values, but returns names 2: a, b"
    assert outcome("None", "a", "b") == "the function returned nothing (None), but returns names 2: a, b"
    assert outcome("{'a': 1, 'c': 2}", "a", "b") == "the returned dict has no \"b\", has 'c' besides, but returns names 2: a, b"


def test_a_metric_is_one_number(project, worker):
    project.write("metrics.py", "import decimal, fractions\ndef f(text: str): return eval(text)\n")
    kind = [{"name": "size", "kind": "metric"}]
    for text, expected in [("3", 3), ("0.5", 0.5), ("True", 1), ("fractions.Fraction(1, 2)", 0.5), ("decimal.Decimal('1.5')", 1.5)]:
        size = worker.run("metrics.f", {"text": text}, returns=kind)["values"]["size"]
        assert (size, type(size)) == (expected, type(expected))  # for Python, True equals 1
    assert worker.run("metrics.f", {"text": "float('nan')"}, returns=kind)["values"] == {"size": {"$eagleray.number": "NaN"}}
    error = worker.error("metrics.f", {"text": "'many'"}, returns=kind)
    assert error["message"] == "the return \"size\" is a metric, which needs one number, not 'many' of type str"


def test_a_full_or_forbidden_catalog_is_an_error_and_not_the_end(project, worker):
    project.write("values.py", "def f(): return 1j\ndef g(): return 1\n")
    project.write("no-folder", "")
    error = worker.error("values.f", objects=str(project.folder / "no-folder"))
    assert error["type"] in ("FileExistsError", "NotADirectoryError")
    assert worker.value("values.g") == 1


def test_every_line_is_ascii(project, worker):
    project.write("values.py", "def f(): return {'ключ': '日本 \\ud800'}\n")
    worker.send_run("values.f")
    line = worker.read_line()
    line.decode("ascii")
    assert json.loads(line)["values"]["result"] == {"ключ": "日本 \ud800"}


# Trials

TRIAL = {"number": 3, "attempt": 1, "checkpoint": None, "config": {"rate": 0.5}}


def test_a_plain_functions_map_is_its_one_report(project, worker):
    project.write(
        "train.py",
        "def f(rate, config): return {'accuracy': rate, 'good': True, 'name': 'x', 'loss': float('nan'), 'list': [1], 'model': 1j, 'c': config}\n",
    )
    worker.send_run("train.f", {"rate": 0.5}, trial=TRIAL)
    assert worker.read() == {
        "op": "report",
        "task": 1,
        "step": 1,
        "metrics": {"accuracy": 0.5, "good": True, "name": "x", "loss": {"$eagleray.number": "NaN"}},
    }
    worker.decide("continue")
    result = worker.read()
    assert (result["op"], result["stopped"]) == ("result", False)
    assert result["value"]["c"] == {"rate": 0.5} and result["value"]["model"]["$eagleray.object"]["type"] == "complex"


def test_a_generator_reports_each_step_and_its_return_value_is_the_result(project, worker):
    project.write(
        "train.py",
        """
        def f(steps: int, checkpoint=None):
            first = checkpoint["epoch"] if checkpoint else 0
            for epoch in range(first + 1, first + steps + 1):
                yield {"accuracy": epoch / 10, "weights": [1]}, {"epoch": epoch}
            return {"model": "m"}
        """,
    )
    worker.send_run("train.f", {"steps": 2}, trial=TRIAL)
    first = worker.read()
    assert (first["step"], first["metrics"]) == (1, {"accuracy": 0.1})
    worker.decide("continue")
    second = worker.read()
    worker.decide("continue")
    assert worker.read() == {"op": "result", "task": 1, "value": {"model": "m"}, "stopped": False}

    resumed = {**TRIAL, "attempt": 2, "step": second["step"], "checkpoint": second["checkpoint"]}
    worker.send_run("train.f", {"steps": 1}, trial=resumed)
    third = worker.read()
    assert (third["step"], third["metrics"]) == (3, {"accuracy": 0.3})
    worker.decide("stop")
    assert worker.read() == {"op": "result", "task": 2, "value": None, "stopped": True}


def test_a_checkpoint_that_changes_from_step_to_step_is_stored_as_it_is_at_each(project, worker):
    project.write(
        "train.py",
        """
        def f():
            state = {"epoch": 0}
            while state["epoch"] < 3:
                state["epoch"] += 1
                yield {"a": 1}, state
        def g(checkpoint): return checkpoint
        """,
    )
    worker.send_run("train.f", trial=TRIAL)
    checkpoints = []
    for _ in range(3):
        checkpoints.append(worker.read()["checkpoint"])
        worker.decide("continue")
    assert worker.read()["op"] == "result"
    assert [worker.value("train.g", checkpoint=one) for one in checkpoints] == [{"epoch": epoch} for epoch in (1, 2, 3)]


def test_a_yielded_value_that_is_no_metric_is_passed_over_and_stored_nowhere(project, worker):
    project.write(
        "train.py",
        """
        import threading
        def f(): yield {"a": 1, "name": "x", "matrix": b"0123", "lock": threading.Lock()}
        """,
    )
    worker.send_run("train.f", trial=TRIAL)
    assert worker.read()["metrics"] == {"a": 1, "name": "x"}
    worker.decide("continue")
    assert worker.read()["op"] == "result"
    assert not worker.objects.exists()


@pytest.mark.parametrize("cleanup", ["print('cleaned')", "print('cleaned'); raise ValueError", "print('cleaned'); yield {}"])
def test_stop_closes_the_generator(project, worker, cleanup):
    project.write(
        "train.py",
        f"""
        def f():
            try:
                while True:
                    yield {{"a": 1}}
            finally:
                {cleanup}
        """,
    )
    worker.send_run("train.f", trial=TRIAL)
    worker.read()
    worker.decide("stop")
    assert worker.read() == {"op": "result", "task": 1, "value": None, "stopped": True}
    worker.await_log(b"cleaned\n")


def test_a_cancel_while_a_decision_is_due_closes_the_generator(project, worker):
    project.write("train.py", "def f():\n    try:\n        yield {'a': 1}\n    finally:\n        print('cleaned')\ndef g(): return 1\n")
    for by_message in (False, True):
        task = worker.send_run("train.f", trial=TRIAL)
        assert worker.read()["op"] == "report"
        if by_message:
            worker.send({"op": "cancel", "task": task})
        else:
            worker.interrupt()
        error = worker.read()
        assert (error["op"], error["cancelled"]) == ("error", True)
    worker.decide("continue")  # comes too late, and harms nothing
    assert worker.value("train.g") == 1
    worker.await_that(lambda: worker.log.count(b"cleaned") == 2, "both clean-ups")


def test_an_interrupt_storm_between_reports_breaks_no_message(project, worker):
    project.write(
        "train.py",
        """
        def f():
            for i in range(400):
                try:
                    yield {"a": i}
                except KeyboardInterrupt:
                    pass
        """,
    )
    ends = []
    for _ in range(40):
        worker.send_run("train.f", trial=TRIAL)
        while (message := worker.read())["op"] == "report":
            worker.decide("continue")
            if message["step"] == 3:
                worker.interrupt()
        ends.append(message.get("cancelled"))
    assert set(ends) == {True}


@pytest.mark.parametrize(
    "body, message",
    [
        ("yield 5", "a trial yields a dict of metrics, or (dict, checkpoint); step 1 yielded a int"),
        ("yield {}, 1, 2", "step 1 yielded a tuple of 3: dict, int, int"),
        ("return 5", "a trial returns a dict of metrics, or yields one each step; this one returned a int"),
    ],
)
def test_a_report_that_is_no_map_is_told(project, worker, body, message):
    project.write("train.py", f"def f():\n    {body}\n")
    worker.send_run("train.f", trial=TRIAL)
    error = worker.read()
    assert error["type"] == "ReturnError" and error["message"].endswith(message)


def test_an_error_in_a_generator_is_the_trials_error(project, worker):
    project.write("train.py", "def f():\n    yield {'a': 1}\n    raise ValueError('later')\n")
    worker.send_run("train.f", trial=TRIAL)
    worker.read()
    worker.decide("continue")
    error = worker.read()
    assert (error["type"], error["message"], error["at"]) == ("ValueError", "later", "train.py:3 in f")
