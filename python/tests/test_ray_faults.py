"""What goes wrong in a search on a cluster, and what is kept."""

import os
import signal
import time

import pytest
from ray_support import uniform

pytestmark = [pytest.mark.ray, pytest.mark.slow]

BASIC = {"name": "random", "arguments": {}}


def test_failed_trials_are_told_and_the_others_go_on(job):
    job.code(
        """
        import os
        def train(x, kind):
            if kind == "raises":
                raise ValueError("no good")
            if kind == "dies":
                os.kill(os.getpid(), 9)
            if kind == "silent":
                return {"loss": x}
            if kind == "words":
                return {"score": "high"}
            if kind == "nan":
                return {"score": float("nan")}
            return {"score": x}
        """
    )
    job.space(x=uniform(), kind={"type": "grid", "values": ["fine", "raises", "dies", "silent", "words", "nan"]})
    job.settle(num_samples=1, search_algorithm=BASIC)
    ended = job.done()
    by_kind = {ended.configs[body["trial"]]["kind"]: body for body in ended.of("TrialEnded")}
    assert by_kind["fine"]["status"] == "COMPLETED" and by_kind["nan"]["status"] == "COMPLETED"
    raised = by_kind["raises"]["failure"]
    assert (raised["type"], raised["message"], raised["at"]) == ("ValueError", "no good", "train.py:5 in train") and "Traceback" in raised["stack"]
    assert by_kind["dies"]["failure"]["type"] == "worker-died" and "signal 9" in by_kind["dies"]["failure"]["message"]
    assert by_kind["silent"]["failure"]["message"] == 'the trial never reported "score"; it reported: loss'
    assert by_kind["words"]["failure"]["message"] == '"score" must be a number, not "high"'
    assert ended.of("TrialReported", by_kind["nan"]["trial"])[0]["metrics"]["score"] == {"$eagleray.number": "NaN"}


def test_a_failed_trial_is_tried_again_from_its_checkpoint(job):
    job.code(
        """
        import pathlib
        def train(x, marks, checkpoint):
            for step in range((checkpoint or 0) + 1, 5):
                seen = pathlib.Path(marks, f"step-{step}")
                if step == 3 and not seen.exists():
                    seen.touch()
                    raise OSError("once")
                yield {"score": step}, step
            return {"from": checkpoint}
        """
    )
    job.spec["task"]["reports"] = True
    job.settle(num_samples=1, trial_retry=1, search_algorithm=BASIC)
    ended = job.done()
    first, second = ended.of("TrialEnded")
    assert first["status"] == "FAILED" and first["willRetry"] and first["failure"]["message"] == "once"
    assert [body["fromStep"] for body in ended.of("TrialStarted")] == [0, 2]
    assert [(body["attempt"], body["step"]) for body in ended.of("TrialReported")] == [(1, 1), (1, 2), (2, 3), (2, 4)]
    assert second["attempt"] == 2 and second["value"] == {"from": 2}


def test_too_many_failed_trials_end_the_search(job):
    job.code("def train(x):\n    raise ValueError('never')\n")
    job.settle(num_samples=50, max_failed_trials=2, search_algorithm=BASIC)
    failure = job.failure()
    assert failure["type"] == "ValueError"
    assert failure["message"] == "no trial succeeded; 3 trials failed, the first with: never"


def test_a_lost_actor_uses_up_no_retry(job):
    job.code(
        """
        import os, pathlib, time
        def train(x, marks):
            if not os.path.exists(os.path.join(marks, "killed")):
                pathlib.Path(marks, "killed").touch()
                os.kill(os.getppid(), 9)
                time.sleep(60)
            return {"score": x}
        """
    )
    job.settle(num_samples=2, search_algorithm=BASIC)
    ended = job.done()
    assert ended.statuses == ["COMPLETED"] * 2
    assert [body["attempt"] for body in ended.of("TrialStarted", 0)] == [1, 2]
    assert ended.notes and "trial 0 starts again" in ended.notes[0]


RESUMED = """
    import pathlib, time
    def train(x, marks, checkpoint):
        for step in range((checkpoint or 0) + 1, 4):
            pathlib.Path(marks, f"{x:.9f}-{step}").open("a").write("*")
            yield {"score": x * step}, step
            time.sleep(0.2)
        return {"from": checkpoint}
"""


@pytest.mark.parametrize("algorithm", ["OptunaSearch", "HyperOptSearch", "BasicVariantGenerator"])
def test_a_killed_driver_s_search_goes_on_and_no_finished_trial_runs_twice(job, algorithm):
    job.code(RESUMED)
    job.spec["task"]["reports"] = True
    job.settle(num_samples=5, search_algorithm={"name": algorithm, "arguments": {}})
    killed = job.start()
    job.await_that(killed, lambda: len(job.told(killed).of("TrialEnded")) >= 2 and job.told(killed).of("TrialReported", 2))
    os.killpg(killed.pid, signal.SIGKILL)
    killed.wait()
    first = job.told(killed)
    job.history(first)
    second = job.done()
    finished = [body["trial"] for body in first.of("TrialEnded")]
    in_flight = [trial for trial in first.configs if trial not in finished]
    assert set(finished).isdisjoint(event["body"]["trial"] for event in second.events)
    assert sorted({**first.configs, **second.configs}) == list(range(5))
    assert [body["attempt"] for body in second.of("TrialStarted", in_flight[0])] == [2]
    assert second.of("TrialStarted", in_flight[0])[0]["fromStep"] >= 1  # its checkpoint is still there
    for trial in range(5):
        config = {**first.configs, **second.configs}[trial]
        runs = [(job.marks / f"{config['x']:.9f}-{step}").read_text() for step in (1, 2, 3)]
        assert runs == ["*"] * 3 or trial in in_flight and runs[0] == "*"


def test_a_second_driver_takes_the_step_over_and_the_first_ends(job):
    job.code("import time\ndef train(x):\n    time.sleep(1)\n    return {'score': x}\n")
    job.settle(num_samples=30, search_algorithm=BASIC)
    older = job.start()
    job.await_that(older, lambda: job.told(older).of("TrialEnded"))
    job.spec["run"]["submission"] = 2
    job.settle(num_samples=1)
    newer = job.start()
    assert job.finish(older).code == 75
    assert job.told(older).end is None
    assert job.finish(newer).end["outcome"] == "done"
    job.spec["run"]["submission"] = 1
    late = job.finish(job.start())
    assert late.code == 75 and late.events == []


def test_a_stopped_job_says_that_it_was_cancelled(job):
    job.code("import time\ndef train(x, marks):\n    open(marks + '/began', 'w')\n    time.sleep(600)\n")
    job.settle(num_samples=2, search_algorithm=BASIC)
    driver = job.start()
    job.await_that(driver, lambda: job.marked("began"))
    os.kill(driver.pid, signal.SIGTERM)
    ended = job.finish(driver, 20)
    assert ended.end == {"outcome": "cancelled"} and ended.code == 0


def test_a_driver_ends_when_the_job_s_supervisor_is_gone(job, tmp_path):
    job.code("import time\ndef train(x, marks):\n    open(marks + '/began', 'w')\n    time.sleep(600)\n")
    job.settle(num_samples=1, search_algorithm=BASIC)
    supervisor = job.start(under=["sh", "-c", '"$0" "$@" & echo $! > ../pid; wait'])
    job.await_that(supervisor, lambda: job.marked("began"))
    driver = int((tmp_path / "pid").read_text())
    supervisor.kill()
    supervisor.wait()
    _await_end(driver, 60)


def _await_end(pid, seconds):
    limit = time.monotonic() + seconds
    while os.path.exists(f"/proc/{pid}"):
        assert time.monotonic() < limit, f"{pid} is still there"
        time.sleep(0.05)
