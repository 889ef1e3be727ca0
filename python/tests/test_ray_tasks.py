"""Objects, other languages, secrets and single calls on a cluster."""

import base64
import hashlib
import os
import pickle
import shutil
import subprocess

import pytest
from ray_support import NONCE, RAY_PYTHON, ROOT

pytestmark = [pytest.mark.ray, pytest.mark.slow]

BASIC = {"name": "random", "arguments": {}}

MODEL = """
    class Model:
        def __init__(self, x):
            self.x = x
    def train(x, data, size=1000):
        return {"score": x, "model": Model(x), "rows": len(data), "ballast": b"*" * size}
"""


def put(folder, value):
    data = pickle.dumps(value)
    digest = hashlib.sha256(data).hexdigest()
    path = folder / digest[:2] / digest[2:]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return {"$eagleray.object": {"sha256": digest, "format": "python/pickle", "type": "list", "size": len(data)}}


def objects_in(value):
    return [item["$eagleray.object"] for item in value.values() if isinstance(item, dict)]


def test_objects_come_back_through_the_log_before_the_trial_s_end_where_no_folder_is_shared(job):
    job.code(MODEL)
    job.spec["arguments"] = {"data": put(job.packages / "eagleray_job" / "objects", [1, 2, 3]), "size": 100_000}
    job.settle(num_samples=4, search_algorithm=BASIC)
    ended = job.done()
    best = max(ended.configs, key=lambda trial: ended.configs[trial]["x"])
    value = ended.of("TrialEnded", best)[0]["value"]
    assert value["rows"] == 3
    sent = {}
    for position, line in enumerate(ended.lines):
        if "object" in line:
            part = line["object"]
            sent.setdefault(part["sha256"], []).append(part)
            assert position < next(i for i, other in enumerate(ended.lines) if part["sha256"] in str(other.get("events")))
    for reference in objects_in(value):
        parts = sent[reference["sha256"]]
        assert [part["part"] for part in parts] == list(range(parts[0]["parts"]))
        data = b"".join(base64.b64decode(part["data"]) for part in parts)
        assert hashlib.sha256(data).hexdigest() == reference["sha256"] and len(data) == reference["size"]
    worst = min(ended.configs, key=lambda trial: ended.configs[trial]["x"])
    if ended.of("TrialEnded")[0]["trial"] != worst:  # of those that are not among the best so far nothing is sent
        assert not any(reference["sha256"] in sent for reference in objects_in(ended.of("TrialEnded", worst)[0]["value"]) if reference["type"] != "bytes")


def test_a_shared_catalog_gets_the_objects_itself(job):
    catalog = job.folder / "catalog"
    catalog.mkdir()
    (catalog / "probe").write_text(NONCE)
    job.spec["objects"]["folder"] = str(catalog)
    job.code(MODEL)
    job.spec["arguments"] = {"data": put(catalog, [1, 2])}
    job.settle(num_samples=1, search_algorithm=BASIC)
    ended = job.done()
    assert ended.lines[0]["hello"]["shared"] is True and ended.objects == []
    for reference in objects_in(ended.of("TrialEnded")[0]["value"]):
        assert (catalog / reference["sha256"][:2] / reference["sha256"][2:]).is_file()


def test_an_object_above_the_limit_fails_the_node_and_says_what_would_help(job):
    job.code(MODEL)
    job.spec["arguments"] = {"data": [1], "size": 3 << 20}
    job.spec["objects"]["through"] = 1 << 20
    job.settle(num_samples=3, search_algorithm=BASIC)
    message = job.failure()["message"]
    assert message.startswith("the object of type bytes of trial 0 is 3 MiB; through a cluster that shares no folder with this machine at most 1 MiB ")


def test_an_argument_that_another_python_has_pickled_fails_the_node_before_the_first_trial(job):
    job.code(MODEL)
    job.spec["python"] = "3.99.1"
    job.spec["arguments"] = {"data": put(job.packages / "eagleray_job" / "objects", [1, 2, 3])}
    ended = job.run()
    failure = ended.end["failure"]
    assert failure["type"] == "python-version" and ended.events == []
    assert failure["message"].startswith('the argument "data" is an object that Python 3.99.1 has pickled, and the cluster runs Python ')


def test_a_returned_object_that_another_python_is_to_read_is_told_once(job):
    job.code(MODEL)
    job.spec["python"] = "3.99.1"
    job.spec["arguments"] = {"data": [1]}
    job.settle(num_samples=3, search_algorithm=BASIC, keep_objects=3)
    (note,) = job.done().notes
    assert note.startswith("an object of type train.Model of trial 0 is pickled by the cluster's Python ")
    assert note.endswith("steps that run with Python 3.99.1 may be unable to read it")


def test_a_secret_is_found_on_the_node_and_blotted_out_of_what_is_printed(job, tmp_path):
    (tmp_path / "mounted").mkdir()
    (tmp_path / "mounted" / "TOKEN").write_text("s3cr3t-value\n")
    job.spec["task"].update(secrets=["TOKEN"], takes=["x", "TOKEN"])
    job.code("import os\ndef train(x, TOKEN):\n    print('the token is', TOKEN, os.environ['TOKEN'])\n    return {'score': x, 'length': len(TOKEN)}\n")
    job.settle(num_samples=1, search_algorithm=BASIC)
    ended = job.done(EAGLERAY_SECRETS_DIR=str(tmp_path / "mounted"))
    assert ended.of("TrialEnded")[0]["value"]["length"] == 12
    assert "the token is *** ***" in ended.text and "s3cr3t-value" not in ended.text


def test_a_missing_secret_fails_the_node_by_name(job):
    job.spec["task"].update(secrets=["TOKEN"], takes=["x"])
    job.code("def train(x):\n    return {'score': x}\n")
    assert job.failure()["message"].startswith("TOKEN: no such secret on the node ")


def test_a_call_runs_once_and_returns_its_values_and_objects(job):
    job.code("class Model:\n    pass\ndef train(rows, marks):\n    open(marks + '/ran', 'a').write('*')\n    return Model(), rows * 2\n")
    job.spec.update(mode="call", space=[], settled={})
    job.spec["task"]["returns"] = [{"name": "model", "kind": "object"}, {"name": "twice", "kind": "json"}]
    job.spec["arguments"]["rows"] = 21
    ended = job.done()
    values = ended.end["values"]
    assert values["twice"] == 42 and ended.objects[0]["sha256"] == values["model"]["$eagleray.object"]["sha256"]
    assert (job.marks / "ran").read_text() == "*"


def test_what_a_call_returns_is_measured_as_the_json_that_is_told(job):
    job.code("def train():\n    return 'é' * 200_000\n")
    job.spec.update(mode="call", space=[], settled={})
    failure = job.failure()
    assert failure["type"] == "too-big"
    assert failure["message"] == "what the function returned is 1.1 MiB as JSON; at most 1 MiB can be recorded: return an object of your own"


@pytest.fixture(scope="session")
def worker_jar(tmp_path_factory):
    """worker.jar, from the build or compiled here, and the JDK's folder."""
    home = next((home for home in (os.environ.get("JAVA_HOME"), *_jdks()) if home and _is_new(home)), None)
    if home is None:
        pytest.fail("no JDK of at least 21 was found")
    classes = tmp_path_factory.mktemp("worker-classes")
    sources = [str(path) for path in (ROOT / "worker" / "src" / "main" / "java").rglob("*.java") if path.name != "module-info.java"]
    sources = [source for source in sources if not source.endswith("package-info.java")]
    jspecify = next((ROOT.home() / ".m2").rglob("jspecify-*.jar"), None)
    path = ["-cp", str(jspecify)] if jspecify else []
    subprocess.run([f"{home}/bin/javac", "-nowarn", "--release", "21", *path, "-d", str(classes), *sources], check=True)
    jar = classes.parent / f"{classes.name}.jar"
    subprocess.run([f"{home}/bin/jar", "--create", "--file", str(jar), "-C", str(classes), "."], check=True)
    return jar, home


def _jdks():
    import glob

    return sorted(glob.glob("/usr/lib/jvm/*"), reverse=True)


def _is_new(home):
    if not os.path.isfile(f"{home}/bin/javac"):
        return False
    shown = subprocess.run([f"{home}/bin/javac", "-version"], capture_output=True, text=True, check=False)
    return int((shown.stdout + shown.stderr).split()[1].split(".")[0]) >= 21


def _with_java(job, worker_jar):
    jar, home = worker_jar
    package = job.packages / "eagleray"
    package.unlink()
    shutil.copytree(ROOT / "python" / "eagleray", package, ignore=shutil.ignore_patterns("__pycache__"))
    (package / "jars").mkdir(exist_ok=True)
    shutil.copy(jar, package / "jars" / "worker.jar")
    return home


def test_java_trials_run_in_a_jvm_of_the_actor_and_report_step_by_step(job, worker_jar):
    home = _with_java(job, worker_jar)
    job.code(
        """
        import io.eagleray.trial.Trial;
        import java.util.Map;
        public class Tuned {
          public static Map<String, Object> train(double x, int epochs, Trial trial) {
            System.out.println("java trains with " + x);
            for (int epoch = 1; epoch <= epochs; epoch++) {
              trial.report(Map.of("score", x * epoch));
            }
            return Map.of("heap", Runtime.getRuntime().maxMemory() >> 20);
          }
        }
        """,
        "Tuned.java",
    )
    classes = job.packages / "eagleray_job" / "classes" / "0"
    classes.mkdir(parents=True)
    jar = job.packages / "eagleray" / "jars" / "worker.jar"
    subprocess.run([f"{home}/bin/javac", "--release", "21", "-parameters", "-cp", jar, "-d", classes, job.work / "Tuned.java"], check=True)
    job.spec["task"].update(
        kind="java",
        command="Tuned::train",
        class_path=["classes/0"],
        reports=True,
        parameters=[{"name": "x", "type": "double"}, {"name": "epochs", "type": "int"}, {"name": "trial", "type": "io.eagleray.trial.Trial"}],
    )
    job.spec["arguments"] = {"epochs": 3}
    job.spec["resources"]["memory"] = 64 << 20
    job.settle(num_samples=2, search_algorithm=BASIC)
    ended = job.done(JAVA_HOME=str(home))
    assert [report["step"] for report in ended.of("TrialReported", 1)] == [1, 2, 3]
    assert 48 <= ended.of("TrialEnded", 1)[0]["value"]["heap"] <= 64
    assert f"java trains with {ended.configs[1]['x']}" in ended.text


def test_a_shell_trial_reports_in_lines_of_json(job, worker_jar):
    home = _with_java(job, worker_jar)
    job.spec["task"].update(kind="shell", command='echo "says $x"; echo "{\\"score\\": $x}"; echo "{\\"score\\": 1}"', reports=True, returns=[])
    job.settle(num_samples=1, search_algorithm=BASIC)
    ended = job.done(JAVA_HOME=str(home))
    assert [report["metrics"]["score"] for report in ended.of("TrialReported")] == [ended.configs[0]["x"], 1]
    assert "says 0." in ended.text and ended.of("TrialEnded")[0]["value"] is None


def test_a_shell_call_returns_what_it_exports(job, worker_jar):
    home = _with_java(job, worker_jar)
    job.spec.update(mode="call", space=[], settled={})
    job.spec["task"].update(kind="shell", command="export found=$((rows * 2))", reports=True)
    job.spec["arguments"] = {"rows": 21}
    assert job.done(JAVA_HOME=str(home)).end["values"] == {"found": 42}


def test_an_object_comes_over_from_another_node_in_pieces_and_a_damaged_one_does_not(job):
    reference = put(job.folder / "there", list(range(10_000)))["$eagleray.object"]
    damaged = put(job.folder / "there", "damaged")["$eagleray.object"]
    (job.folder / "there" / damaged["sha256"][:2] / damaged["sha256"][2:]).write_bytes(b"*" * damaged["size"])
    program = f"""
import ray
ray.init(address={job.address!r}, logging_level="ERROR", runtime_env={{"env_vars": {{"PYTHONPATH": {str(job.packages)!r}}}}})
from eagleray.cluster import compat, objects
objects.PIECE = 1000
place = objects.Place(compat.node_id(), {str(job.folder / "here")!r}, False)
import os
os.makedirs(place.folder)
there = objects.Place(compat.node_id(), {str(job.folder / "there")!r}, False)
print(objects.fetch_pieces({reference!r}, there, place), objects.fetch_pieces({damaged!r}, there, place), os.listdir(place.folder))
"""
    done = subprocess.run(
        [RAY_PYTHON, "-c", program], env={**os.environ, "PYTHONPATH": str(job.packages)}, capture_output=True, text=True, timeout=120, check=True
    )
    assert done.stdout.splitlines()[-1] == f"True False ['{reference['sha256'][:2]}']"
    assert (job.folder / "here" / reference["sha256"][:2] / reference["sha256"][2:]).stat().st_size == reference["size"]
