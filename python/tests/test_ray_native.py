"""A native search: actors driven by a study process, here by one that stands in for it."""

import os
import pathlib
import signal
import sys

import pytest

pytestmark = [pytest.mark.ray, pytest.mark.slow]

STANDIN = pathlib.Path(__file__).with_name("study_standin.py")


@pytest.fixture
def native(job):
    """A job with the native engine, two trials at once."""
    job.spec["engine"] = "native"
    job.settle(max_concurrent=2)
    study = job.packages / "eagleray_study"
    study.mkdir()
    (study / "__init__.py").touch()
    home = job.folder / "java-home"
    (home / "bin").mkdir(parents=True)
    java = home / "bin" / "java"
    java.write_text(f'#!/bin/sh\nexec {sys.executable} {STANDIN} "$@"\n')
    java.chmod(0o755)
    job.home = str(home)
    return job


def test_the_study_s_trials_run_on_actors_and_its_events_are_told(native):
    native.code("def train(x):\n    return {'score': x}\n")
    native.settle(num_samples=20)
    ended = native.done(JAVA_HOME=native.home)
    assert ended.statuses == ["COMPLETED"] * 20
    assert [ended.of("TrialReported", trial)[0]["metrics"]["score"] for trial in range(20)] == [(trial + 1) / 10 for trial in range(20)]
    assert "study begins with 2 slots" in ended.text


def test_reports_wait_for_the_study_s_decision_and_objects_are_brought_along(native):
    native.code(
        """
        class Model:
            pass
        def train(x, checkpoint):
            for step in range(2 if x < 0.15 else 9):
                yield {"score": x}, {"state": step}
            return {"model": Model()}
        """
    )
    native.spec["task"]["reports"] = True
    native.settle(num_samples=2, max_concurrent=1)
    ended = native.done(JAVA_HOME=native.home)
    assert ended.statuses == ["COMPLETED", "STOPPED"]
    assert [len(ended.of("TrialReported", trial)) for trial in (0, 1)] == [2, 3]
    assert ended.objects[0]["type"].endswith("Model") and "checkpoint" in ended.of("TrialReported")[0]


def test_failures_and_lost_actors_come_to_the_study_as_such(native):
    native.code(
        """
        import os, pathlib, time
        def train(x, marks):
            if x == 0.1:
                raise ValueError("no good")
            if x == 0.2:
                os.kill(os.getpid(), 9)
            if x == 0.3 and not os.path.exists(marks + "/killed"):
                pathlib.Path(marks, "killed").touch()
                os.kill(os.getppid(), 9)
                time.sleep(60)
            return {"score": x}
        """
    )
    native.settle(num_samples=4, max_concurrent=1)
    ended = native.done(JAVA_HOME=native.home)
    assert [body["failure"]["type"] for body in ended.of("TrialEnded") if body["status"] == "FAILED"] == ["ValueError", "worker-died"]
    assert [body["attempt"] for body in ended.of("TrialStarted", 2)] == [1, 2]
    assert ended.statuses == ["FAILED", "FAILED", "COMPLETED", "COMPLETED"]


def test_a_report_that_is_too_big_to_be_told_fails_its_trial_only(native):
    native.code("def train(x):\n    yield {'score': x}\n    yield {'score': x, 'text': 'é' * (200_000 if x == 0.1 else 1)}\n")
    native.spec["task"]["reports"] = True
    native.settle(num_samples=2, max_concurrent=1)
    ended = native.done(JAVA_HOME=native.home)
    assert ended.statuses == ["FAILED", "COMPLETED"]
    failure = ended.of("TrialEnded", 0)[0]["failure"]
    assert failure["message"].startswith("the report of step 2 is 1.1 MiB as JSON; at most 1 MiB can be recorded")


def test_a_stopped_job_cancels_its_trials_and_lets_the_study_tell_the_end(native):
    native.code(
        """
        import time
        def train(x, marks):
            open(marks + "/began", "w")
            try:
                time.sleep(600)
            finally:
                open(marks + "/tidied", "w")
        """
    )
    native.settle(num_samples=1)
    driver = native.start(JAVA_HOME=native.home)
    native.await_that(driver, lambda: native.marked("began"))
    os.kill(driver.pid, signal.SIGTERM)
    ended = native.finish(driver, 20)
    assert ended.end == {"outcome": "cancelled"} and ended.code == 0
    assert native.marked("tidied")
