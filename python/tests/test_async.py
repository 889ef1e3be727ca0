"""Async functions, and generators that are steps or trials."""

from __future__ import annotations

import json

import pytest

TRIAL = {"number": 1, "attempt": 1, "step": 0, "checkpoint": None, "config": {}}


def test_an_async_function_runs_to_its_end(project, worker):
    project.write(
        "steps.py",
        """
        import asyncio
        async def add(a: int, b: int):
            both = await asyncio.gather(later(a), later(b))
            return sum(both)
        async def later(value):
            await asyncio.sleep(0)
            return value
        """,
    )
    assert worker.value("steps.add", a=1, b="2") == 3
    assert worker.value("steps.add", a=3, b=4) == 7


def test_an_error_in_an_async_function_is_told_with_its_place(project, worker):
    project.write("steps.py", "async def f():\n    raise ValueError('wrong')\n")
    error = worker.error("steps.f")
    assert (error["type"], error["message"], error["at"]) == ("ValueError", "wrong", "steps.py:2 in f")


def test_a_cancel_ends_an_async_function_and_its_finally_blocks_run(project, worker):
    project.write(
        "steps.py",
        """
        import asyncio
        async def f():
            try:
                print("waiting")
                await asyncio.sleep(3600)
            finally:
                print("cleaned")
        async def g(): return 1
        """,
    )
    worker.send_run("steps.f")
    worker.await_log(b"waiting\n")
    worker.interrupt()
    error = worker.read()
    assert (error["op"], error["cancelled"]) == ("error", True)
    worker.await_log(b"cleaned\n")
    assert worker.value("steps.g") == 1


@pytest.mark.parametrize("kind", ["def", "async def"])
def test_the_yields_of_a_step_are_lines_of_its_log_and_the_last_is_what_it_returns(project, worker, kind):
    project.write(
        "steps.py",
        f"""
        {kind} f(count: int):
            for i in range(count):
                yield {{"type": "token", "text": "é" * i}}
            yield {{"answer": 42, "tokens": count}}
        """,
    )
    answer = worker.run("steps.f", {"count": 2}, returns=["answer", "tokens"])
    assert answer["values"] == {"answer": 42, "tokens": 2}
    worker.await_log(b'"tokens": 2}\n')
    lines = [json.loads(line) for line in worker.log.decode().splitlines() if line.startswith("{") and "end" not in line]
    assert lines == [{"type": "token", "text": ""}, {"type": "token", "text": "é"}, {"answer": 42, "tokens": 2}]


def test_what_a_generator_returns_goes_before_what_it_yielded(project, worker):
    project.write(
        "steps.py",
        """
        def returned():
            yield 1
            yield {(1, 2): object}      # no JSON, and told all the same
            return 2
        def nothing():
            if False:
                yield 1
        """,
    )
    assert worker.value("steps.returned") == 2
    worker.await_log(b"{(1, 2): <class 'object'>}")
    assert worker.value("steps.nothing") is None


def test_each_event_that_a_program_waits_for_is_json(project, worker):
    project.write("steps.py", "def f():\n    yield {'a': 1}\n    yield {(1, 2): 'x'}\n    yield 'no event'\n")
    events = project.folder / "events"

    worker.run("steps.f", environment={"EAGLERAY_STREAM": str(events)})

    assert [json.loads(line) for line in events.read_text().splitlines()] == [{"a": 1}, {"(1, 2)": "'x'"}]


@pytest.mark.parametrize(
    "events, returns, values",
    [
        ('{"type": "done", "a": 1, "b": 2}', ["x", "y"], {"x": 1, "y": 2}),
        ('{"type": "done", "a": [1, 2]}', ["x"], {"x": [1, 2]}),
        ('{"type": "other", "a": 1}', ["x"], {"x": {"type": "late", "z": 3}}),
    ],
)
def test_the_event_that_ends_a_stream_says_what_is_returned(project, worker, events, returns, values):
    project.write("steps.py", f"async def f():\n    yield {events}\n    yield {{'type': 'late', 'z': 3}}\n")
    assert worker.run("steps.f", returns=returns, end="done")["values"] == values


@pytest.mark.parametrize("kind", ["def", "async def"])
def test_an_error_in_a_steps_generator_closes_it(project, worker, kind):
    project.write(
        "steps.py",
        f"""
        {kind} f():
            try:
                yield 1
                raise KeyError("gone")
            finally:
                print("cleaned")
        """,
    )
    error = worker.error("steps.f")
    assert (error["type"], error["at"]) == ("KeyError", "steps.py:5 in f")
    worker.await_log(b"cleaned\n")


def test_a_trial_may_be_an_async_function_or_generator(project, worker):
    project.write(
        "train.py",
        """
        import asyncio
        async def once(): return {"accuracy": 0.5}
        async def steps():
            try:
                for epoch in (1, 2, 3):
                    await asyncio.sleep(0)
                    yield {"accuracy": epoch / 10}, {"epoch": epoch}
            finally:
                await asyncio.sleep(0)
                print("cleaned")
        """,
    )
    worker.send_run("train.once", trial=TRIAL)
    assert worker.read()["metrics"] == {"accuracy": 0.5}
    worker.decide("continue")
    assert worker.read()["value"] == {"accuracy": 0.5}

    worker.send_run("train.steps", trial=TRIAL)
    assert worker.read()["metrics"] == {"accuracy": 0.1}
    worker.decide("continue")
    assert worker.read()["metrics"] == {"accuracy": 0.2}
    worker.decide("stop")
    assert worker.read() == {"op": "result", "task": 2, "value": None, "stopped": True}
    worker.await_log(b"cleaned\n")


def test_a_cancel_inside_an_async_generator_runs_its_finally_blocks(project, worker):
    project.write(
        "steps.py",
        """
        import asyncio
        async def f():
            try:
                yield {"type": "first"}
                await asyncio.sleep(3600)
            finally:
                print("cleaned")
        """,
    )
    worker.send_run("steps.f")
    worker.await_log(b'{"type": "first"}\n')
    worker.interrupt()
    error = worker.read()
    assert (error["op"], error["cancelled"]) == ("error", True)
    worker.await_log(b"cleaned\n")


def test_async_generators_are_seen_as_generators(project, worker):
    project.write("train.py", "async def f():\n    yield 1\nasync def g(): pass\n")
    assert worker.ask("inspect", command="train.f")["generator"] is True
    assert worker.ask("inspect", command="train.g")["generator"] is False
    steps, plain = worker.ask("syntax", commands=["train.f", "train.g"])["commands"]
    assert (steps["generator"], plain["generator"]) == (True, False)
