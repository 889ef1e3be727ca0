"""What the driver of a native search makes of trials that are paused, and of those that take over another's checkpoint."""

from eagleray.cluster import spec
from eagleray.cluster.checkpoints import without_lost
from eagleray.cluster.history import History
from eagleray.cluster.results import Results


def event(type, trial, **body):
    return {"type": type, "body": {"path": "tune", "trial": trial, **body}}


def asked(trial):
    return [event("TrialAsked", trial, config={"x": trial}), event("TrialStarted", trial, attempt=1, fromStep=0)]


def report(trial, attempt, step, score=None, **body):
    return event("TrialReported", trial, attempt=attempt, step=step, metrics={"score": step if score is None else score}, **body)


def ended(trial, attempt, status, value=None):
    return event("TrialEnded", trial, attempt=attempt, status=status, value=value, willRetry=False)


def took_over(trial, source, step, **body):
    return event("TrialTookOver", trial, source=source, config={"x": 7}, step=step, metrics={"score": 0.5}, **body)


PAUSED = [*asked(0), report(0, 1, 1, checkpoint="one"), report(0, 1, 2, checkpoint="two"), ended(0, 1, "PAUSED")]


def test_a_paused_trial_is_not_finished_and_goes_on_from_what_it_saved():
    trial = History(PAUSED, "tune").get(0)
    assert not trial.is_finished and (trial.last_step, trial.checkpoint, trial.checkpoint_step) == (2, "two", 2)
    events = [*PAUSED, event("TrialStarted", 0, attempt=2, fromStep=2), report(0, 2, 3), ended(0, 2, "COMPLETED")]
    trial = History(events, "tune").get(0)
    assert trial.is_finished and [body["step"] for body in trial.reports] == [1, 2, 3]


def test_a_trial_that_takes_over_is_where_the_other_one_was():
    events = [*PAUSED, took_over(0, 1, 8, checkpoint="eight"), event("TrialStarted", 0, attempt=2, fromStep=8)]
    trial = History(events, "tune").get(0)
    assert (trial.config, trial.last_step, trial.checkpoint) == ({"x": 7}, 8, "eight")
    assert trial.reports[-1]["metrics"] == {"score": 0.5}
    empty = History([*PAUSED, took_over(0, 1, 0), event("TrialStarted", 0, attempt=2, fromStep=0)], "tune").get(0)
    assert (empty.last_step, empty.checkpoint) == (0, None)


def results(history=(), **settled):
    raw = {"metric": "score", "mode": "max", **settled}
    run = {"id": "r", "uuid": "u", "step": "tune"}
    task = {"kind": "python", "command": "a.b"}
    return Results(spec.parse({"format": 1, "run": run, "nonce": "n", "mode": "search", "task": task, "settled": raw, "history": list(history)}))


def kept(told, events):
    return [trial.number for trial in map(told.take, events) if trial is not None]


def test_objects_of_a_trial_that_goes_on_are_judged_by_all_that_it_reported():
    second = [*asked(1), report(1, 1, 1), report(1, 1, 2, score=1.5), ended(1, 1, "COMPLETED")]
    goes_on = [event("TrialStarted", 0, attempt=2, fromStep=2), report(0, 2, 3, score=0.1), ended(0, 2, "COMPLETED")]
    assert kept(results(), [*PAUSED, *second, *goes_on]) == [1, 0]  # a paused one is in nobody's way
    assert kept(results(best="max_over_time"), [*PAUSED, *second, *goes_on]) == [1, 0]
    assert kept(results([*PAUSED, *second], best="max_over_time"), goes_on) == [0]
    assert kept(results(), [*goes_on, *PAUSED]) == []  # of a trial that nobody asked for


def test_objects_of_a_search_for_several_metrics_are_judged_by_all_of_them():
    def whole(trial, loss, size):
        report = event("TrialReported", trial, attempt=1, step=1, metrics={"loss": loss, "size": size})
        return [*asked(trial), report, ended(trial, 1, "COMPLETED")]

    two = {"metric": ["loss", "size"], "mode": ["min", "min"]}
    recorded = [*whole(0, 0.5, 5), *whole(1, 0.2, 8)]
    assert kept(results(**two), recorded) == [0, 1]
    assert kept(results(recorded, **two), [*whole(2, 0.5, 6), *whole(3, 0.9, 1)]) == [3]


def test_a_lost_checkpoint_counts_as_never_saved():
    notes = []

    def left(history, *lost):
        return [e["body"].get("checkpoint") for e in without_lost(history, "tune", lost.__contains__, notes.append) if e["type"] != "TrialAsked"]

    assert left(PAUSED) == [None, "one", "two", None] and notes == []
    assert left(PAUSED, "two") == [None, "one", None, None] and "trial 0 at step 2 is gone" in notes[0]
    assert left(PAUSED, "one") == [None, "one", "two", None]  # a later one is there
    finished = [*PAUSED, ended(0, 1, "STOPPED")]
    assert left(finished, "two") == [None, "one", "two", None, None]
    assert len(notes) == 1


def test_a_lost_checkpoint_that_was_taken_over_leaves_the_configuration_alone():
    history = [*PAUSED, took_over(0, 1, 8, checkpoint="eight"), event("TrialStarted", 0, attempt=2, fromStep=8)]
    body = without_lost(history, "tune", {"eight"}.__contains__, lambda note: None)[-2]["body"]
    assert (body["config"], body["step"], body["metrics"]) == ({"x": 7}, 0, {}) and "checkpoint" not in body
    assert without_lost(history, "tune", {"two"}.__contains__, lambda note: None) == history
