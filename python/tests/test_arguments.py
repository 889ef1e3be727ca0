"""Arguments: bound by name, converted to the declared type."""

import pytest


def test_defaults_keywords_and_positions_are_honoured(project, worker):
    project.write(
        "args.py",
        """
        def f(a, /, b=2, *, c, **rest):
            return [a, b, c, rest]
        def g(a):
            return a
        """,
    )
    assert worker.value("args.f", a=1, c=3, x=4, y=5) == [1, 2, 3, {"x": 4, "y": 5}]
    assert worker.value("args.g", a=1, unasked=2) == 1
    assert worker.error("args.f", {"b": 1})["message"] == 'the arguments "a", "c" are missing'
    assert worker.error("args.g", {})["at"] == "args.py:4 in g"


CASES = [
    ("int", "5", 5),
    ("int", 3.0, 3),
    ("int", "1e3", 1000),
    ("float", 1, 1.0),
    ("float", "1e-4", 1e-4),
    ("bool", "true", True),
    ("bool", 0, False),
    ("str", 5, "5"),
    ("str", "ü\ud800", "ü\ud800"),
    ("list[int]", ["1", 2], [1, 2]),
    ("List[float]", [1], [1.0]),
    ("Sequence[str]", [1], ["1"]),
    ("dict[str, int]", {"a": "1"}, {"a": 1}),
    ("dict[int, list[float]]", {"1": [2]}, {1: [2.0]}),
    ("tuple[int, str]", ["1", 2], (1, "2")),
    ("tuple[int, ...]", ["1", 2], (1, 2)),
    ("set[int]", [1, 1, "2"], {1, 2}),
    ("Optional[int]", None, None),
    ("Optional[int]", "4", 4),
    ("Union[int, str]", "5", "5"),
    ("Union[int, float]", 0.5, 0.5),
    ("Union[float, None]", 1, 1.0),
    ("Literal['adam', 3]", "3", 3),
    ("Color", "RED", "Color.RED"),
    ("Color", "green", "Color.GREEN"),
    ("Point", {"x": "1"}, "Point(x=1.0, y=2.0, inner=None)"),
    ("Point", {"x": 1, "inner": {"x": 3}}, "Point(x=1.0, y=2.0, inner=Point(x=3.0, y=2.0, inner=None))"),
    ("list[Point]", [{"x": 1}], "[Point(x=1.0, y=2.0, inner=None)]"),
    ("Pair", [1, "2"], "Pair(a=1, b=2)"),
    ("datetime.datetime", "2026-01-31T09:30:00Z", "datetime.datetime(2026, 1, 31, 9, 30, tzinfo=datetime.timezone.utc)"),
    ("datetime.date", "2026-01-31", "datetime.date(2026, 1, 31)"),
    ("Path", "a/b", "PosixPath('a/b')"),
    ("Decimal", 0.1, "Decimal('0.1')"),
    ("Decimal", "0.10", "Decimal('0.10')"),
    ("Movie", {"title": 1}, {"title": 1}),
    ("Any", [1], [1]),
    ("Unknown", 1, 1),
    ("'int'", "7", 7),
    ("UserId", "7", 7),
    ("Annotated[int, 'note']", "7", 7),
    ("Callable[[int], int]", "x", "'x'"),
    ("Money", 5, "Money(5)"),
    ("bytes", "ab", "b'ab'"),
]


@pytest.mark.parametrize("late", [False, True], ids=["annotations", "texts"])
def test_values_become_what_the_annotation_says(project, worker, late):
    functions = "\n".join(f"def f{i}(value: {note}): return show(value)" for i, (note, _, _) in enumerate(CASES) if late or note != "Unknown")
    if not late:
        functions += "\ndef f%d(value: 'Unknown'): return show(value)" % [c[0] for c in CASES].index("Unknown")
    head = """
import dataclasses, datetime, enum
from decimal import Decimal
from pathlib import Path
from typing import *
try:
    from typing import Annotated
except ImportError:
    pass
class Color(enum.Enum):
    RED = "red"
    GREEN = "green"
    def __repr__(self):
        return str(self)
@dataclasses.dataclass
class Point:
    x: float
    y: float = 2.0
    inner: "Optional[Point]" = None
class Pair(NamedTuple):
    a: int
    b: int
class Movie(TypedDict):
    title: str
class Money:
    def __init__(self, amount): self.amount = amount
    def __repr__(self): return f"Money({self.amount})"
UserId = NewType("UserId", int)
def show(value): return [repr(value), type(value).__name__]
"""
    project.write("conv.py", ("from __future__ import annotations\n" if late else "") + head + functions)
    for index, (note, given, expected) in enumerate(CASES):
        shown, kind = worker.value(f"conv.f{index}", value=given)
        if isinstance(expected, str) and shown != repr(expected):
            assert shown == expected, note
        else:
            assert (shown, kind) == (repr(expected), type(expected).__name__), note


@pytest.mark.parametrize(
    "note, given, message",
    [
        ("int", "x", "needs a whole number, not 'x' of type str"),
        ("int", 1.5, "needs a whole number, not 1.5 of type float"),
        ("float", None, "needs a number, not None of type NoneType"),
        ("bool", "maybe", "needs true or false, not 'maybe' of type str"),
        ("str", {"a": 1}, "needs a text, not {'a': 1} of type dict"),
        ("list[int]", "abc", "needs a list, not 'abc' of type str"),
        ("list[dict[str, int]]", [{"a": 1}, {"b": "x"}], "at [1]['b']: needs a whole number, not 'x' of type str"),
        ("tuple[int, int]", [1], "needs a list of 2, not of 1: [1]"),
        ("Optional[int]", "x", "needs int or NoneType, not 'x' of type str"),
        ("Literal['a', 'b']", "c", "needs one of 'a', 'b', not 'c' of type str"),
        ("Color", "blue", "needs one of the Color: RED, GREEN, not 'blue' of type str"),
        ("Point", {"x": 1, "z": 2}, "has a field 'z' that Point has not; it has: x"),
        ("Point", {}, "lacks the field 'x' of Point"),
        ("datetime.date", "soon", "needs a date such as 2026-01-31, not 'soon' of type str"),
        ("datetime.timedelta", 1e20, "needs a number of seconds, not 1e+20 of type float"),
        ("complex", 10**400, "needs a complex number, not " + "1" + 78 * "0" + "… of type int"),
        ("dict[int, str]", {"1": "a", "01": "b"}, "has keys that become the same: {'1': 'a', '01': 'b'}"),
    ],
)
def test_what_does_not_fit_is_told_with_argument_type_and_value(project, worker, note, given, message):
    project.write(
        "conv.py",
        f"""
        import dataclasses, datetime, enum
        from typing import *
        class Color(enum.Enum):
            RED = "red"
            GREEN = "green"
        @dataclasses.dataclass
        class Point:
            x: float
        def f(value: {note}): pass
        """,
    )
    error = worker.error("conv.f", {"value": given})
    assert error["type"] == "ArgumentError"
    assert error["message"].startswith('the argument "value" (declared ') and error["message"].endswith(") " + message)
    assert error["at"].startswith("conv.py:") and error["stack"] == ""


def test_a_default_of_none_lets_none_through(project, worker):
    project.write("conv.py", "def f(rate: float = None): return rate\n")
    assert worker.value("conv.f", rate=None) is None


def test_pydantic_models_are_built_and_their_faults_told(project, worker):
    pytest.importorskip("pydantic")
    project.write(
        "models.py",
        """
        from pydantic import BaseModel
        class Config(BaseModel):
            rate: float
            layers: list[int] = [1]
        def f(config: Config): return [type(config).__name__, config]
        """,
    )
    assert worker.value("models.f", config={"rate": "0.5"}) == ["Config", {"rate": 0.5, "layers": [1]}]
    error = worker.error("models.f", {"config": {"rate": "x"}})
    assert 'the argument "config" (declared models.Config) cannot become a Config' in error["message"] and "rate" in error["message"]


def test_classes_of_attrs_are_built_from_maps_and_their_faults_told(project, worker):
    pytest.importorskip("attr")
    project.write(
        "attrs_rows.py",
        """
        from typing import List
        import attr
        @attr.s(auto_attribs=True)
        class Rate:
            value: float = 0.1
            _steps: int = 3
        @attr.s(auto_attribs=True)
        class Plan:
            rates: List[Rate]
        def make(): return Plan([Rate(0.5)])
        def f(plan: Plan): return [[rate.value, rate._steps] for rate in plan.rates]
        def g(rate: Rate): return rate.value
        """,
    )
    made = worker.value("attrs_rows.make")
    assert made == {"rates": [{"value": 0.5, "_steps": 3}]}
    assert worker.value("attrs_rows.f", plan=made) == [[0.5, 3]]
    assert worker.value("attrs_rows.g", rate=0.25) == 0.25
    assert worker.error("attrs_rows.f", {"plan": {}})["message"].endswith("lacks the field 'rates' of Plan")
    message = worker.error("attrs_rows.f", {"plan": {"rates": [{"size": 1}]}})["message"]
    assert message.endswith("at ['rates'][0]: has a field 'size' that Rate has not; it has: value, _steps")


def test_numpy_is_cast_to_where_it_is_declared(project, worker):
    pytest.importorskip("numpy")
    project.write(
        "arrays.py",
        """
        import numpy as np
        def f(values: np.ndarray, count: np.int64): return [values.sum(), values.shape, type(count).__name__]
        """,
    )
    assert worker.value("arrays.f", values=[1, 2, 3], count=4) == [6, [3], "int64"]


def test_numbers_of_any_size_pass_both_ways(project, worker):
    project.write("echo.py", "def f(value): return value\n")
    sys = pytest.importorskip("sys")
    if hasattr(sys, "set_int_max_str_digits"):
        sys.set_int_max_str_digits(0)
    assert worker.value("echo.f", value=10**6000 + 1) == 10**6000 + 1


def test_models_of_pydantic_1_are_built_and_written(project, worker):
    pytest.importorskip("pydantic.v1")
    project.write(
        "models.py",
        """
        from pydantic.v1 import BaseModel
        class Config(BaseModel):
            rate: float
        def f(config: Config): return [type(config).__name__, config]
        """,
    )
    assert worker.value("models.f", config={"rate": "0.5"}) == ["Config", {"rate": 0.5}]
    assert "cannot become a Config" in worker.error("models.f", {"config": {"rate": "x"}})["message"]


def test_what_a_decorator_wraps_is_what_counts(project, worker):
    project.write(
        "wrapped.py",
        """
        import functools
        def logged(function):
            @functools.wraps(function)
            def wrapper(*args, **kwargs):
                return function(*args, **kwargs)
            return wrapper
        @logged
        def f(x: int): return x
        partly = functools.partial(f, x="3")
        class Scale:
            def __init__(self, by: int): self.by = by
            def __call__(self, x: float): return x * self.by
        scale = Scale(2)
        """,
    )
    assert worker.value("wrapped.f", x="2") == 2
    assert worker.value("wrapped.scale", x="2") == 4.0
    assert worker.value("wrapped.partly", x="4") == 4


MISFITS = """
from __future__ import annotations
import dataclasses, enum, pathlib
from datetime import date
from decimal import Decimal
from typing import Literal, Optional, Union

class Colour(enum.Enum):
    RED = 1

class Odd(enum.Enum):
    RED = 1
    @classmethod
    def _missing_(cls, value):
        raise SystemExit("user code")

@dataclasses.dataclass
class Row:
    x: int
    def __post_init__(self):
        raise SystemExit("user code")

class Own:
    def __init__(self, value):
        raise SystemExit("user code")

def f(a, i: int, o: Optional[int], l: list[int], d: dict[str, float], e: Colour, w: Odd, t: date, u: Union[int, bool], c: Literal["x", 1],
      m: Decimal, r: Row, own: Own, rows: list[Row], late: "Missing", n: int = None):
    pass
"""


@pytest.mark.parametrize(
    "name, fits, fails, message",
    [
        ("i", ["5", 5, 3.0, "1e3"], ["abc", 1.5, [1], None], "(declared int) needs a whole number, not "),
        ("o", [None, 1], ["abc"], "(declared Optional[int]) needs int or NoneType, not 'abc' of type str"),
        ("l", [[], ["1"]], [3, "abc", [1, "x"]], "(declared list[int]) "),
        ("d", [{}, {"a": "1.5"}], [[1], {"a": "x"}], "(declared dict[str, float]) "),
        ("e", ["RED", 1, "1"], ["BLUE", 2], "(declared Colour) needs one of the Colour: RED, not "),
        ("t", ["2026-01-31"], ["today", 5], "(declared date) needs a date such as 2026-01-31, not "),
        ("u", [1, True, "yes"], ["maybe"], "(declared Union[int, bool]) needs int or bool"),
        ("c", ["x", 1, "1"], ["y"], "needs one of 'x', 1, not 'y'"),
        ("m", ["0.5", 1], ["abc"], "(declared Decimal) cannot become a Decimal"),
        ("n", [None, 1], ["abc"], "needs a whole number"),
        ("a", ["abc", None, [1]], [], ""),
        ("w", ["BLUE"], [], ""),
        ("r", ["abc", {"x": 1}], [], ""),
        ("own", ["abc"], [], ""),
        ("rows", [3, [{"x": 1}]], [], ""),
        ("late", ["abc"], [], ""),
    ],
)
def test_inspect_tells_which_values_cannot_fit_and_runs_nothing_for_it(project, worker, name, fits, fails, message):
    project.write("args.py", MISFITS)
    for value in fits:
        assert worker.ask("inspect", command="args.f", arguments={name: value})["misfits"] == {}, value
    for value in fails:
        misfits = worker.ask("inspect", command="args.f", arguments={name: value})["misfits"]
        assert list(misfits) == [name] and message in misfits[name], (value, misfits)


def test_values_with_an_object_in_them_are_not_judged(project, worker):
    project.write("args.py", "def f(a: int): pass\n")
    reference = {"$eagleray.object": {"sha256": "0" * 64, "format": "bytes", "type": "bytes", "size": 1}}
    assert worker.ask("inspect", command="args.f", arguments={"a": reference})["misfits"] == {}
    assert "misfits" not in worker.ask("inspect", command="args.f")
