"""Tasks: commands, arguments, what is restored, errors, cancelling."""

import json
import sys
import time

import pytest

from eagleray.worker.modules import UserModules


# Commands


def test_a_module_that_is_missing_is_named_with_the_nearest_one(project, worker):
    project.write("train.py", "def f(): pass\n")
    error = worker.error("trian.f")
    assert error["type"] == "CommandError"
    assert 'no module "trian"' in error["message"] and 'did you mean "train"?' in error["message"]
    assert "at" not in error


def test_a_function_that_is_missing_is_named_with_the_nearest_one(project, worker):
    project.write("train.py", "def train_model(): pass\nlimit = 3\n")
    assert worker.error("train.trian_model")["message"] == (
        'the module "train" (train.py) has no function "trian_model"; did you mean "train_model"?'
    )
    assert worker.error("train.limit")["message"] == '"train.limit" is not a function but of type int'
    assert "not the dotted path" in worker.error("train")["message"]


def test_packages_and_static_methods_are_found(project, worker):
    project.write("pack/deep/__init__.py", "")
    project.write("pack/deep/code.py", "class Steps:\n    @staticmethod\n    def one():\n        return 1\n")
    assert worker.value("pack.deep.code.Steps.one") == 1


def test_an_import_that_fails_is_located_in_the_users_file(project, worker):
    project.write("good.py", "import bad\ndef f(): pass\n")
    project.write("bad.py", "x = 1\nimport no_such_library\n")
    project.write("broken.py", "def f():\n    return (1,\n\nx = = 2\n")
    error = worker.ask("inspect", command="good.f")
    assert (error["type"], error["at"]) == ("ModuleNotFoundError", "bad.py:2")
    assert (error["file"], error["line"]) == (str(project.folder / "bad.py"), 2)
    error = worker.ask("inspect", command="broken.f")
    assert error["type"] == "SyntaxError" and error["at"].startswith("broken.py:")


def test_a_users_file_with_the_name_of_a_loaded_module_is_refused_by_name(project, worker):
    project.write("json.py", "def f(): pass\n")
    assert 'json.py has the name of a module that Python has loaded already, "json"' in worker.error("json.f")["message"]


def test_modules_of_the_same_name_in_two_paths_are_kept_apart(project, worker):
    project.write("a/common.py", "name = 'a'\n")
    project.write("a/step.py", "from common import name\ndef f(): return name\n")
    project.write("b/common.py", "name = 'b'\n")
    project.write("b/step.py", "from common import name\ndef f(): return name\n")
    for which in ("a", "b", "a"):
        answer = worker.run("step.f", path=[str(project.folder / which)])
        assert answer["values"] == {"result": which}


def test_installed_packages_below_the_project_are_not_imported_again(project, worker):
    site = project.folder / ".venv" / "lib" / "site-packages"
    project.write(".venv/lib/site-packages/heavy.py", "import os\nos.environ.setdefault('X', 'x')\n")
    project.write("a/step.py", f"import sys\nsys.path.append({str(site)!r})\nimport heavy\ndef f(): return id(heavy)\n")
    project.write("b/step.py", "import sys\ndef f(): return id(sys.modules['heavy'])\n")
    first = worker.run("step.f", path=[str(project.folder / "a"), str(project.folder)])
    second = worker.run("step.f", path=[str(project.folder / "b"), str(project.folder)])
    assert first["values"] == second["values"]


# Inspect and syntax


def test_inspect_tells_the_signature(project, worker):
    project.write(
        "train.py",
        """
        from __future__ import annotations
        from typing import Optional
        print("imported")
        def train(rate: float, /, layers: list[int], *rest, name: Optional[str] = None, plain=1, **others):
            yield {}
        """,
    )
    assert worker.ask("inspect", command="train.train") == {
        "op": "signature",
        "task": 1,
        "arguments": [
            {"name": "rate", "required": True, "type": "float"},
            {"name": "layers", "required": True, "type": "list[int]"},
            {"name": "name", "required": False, "type": "Optional[str]"},
            {"name": "plain", "required": False},
        ],
        "keywords": True,
        "generator": True,
    }
    worker.await_log(b"imported\n")


def test_syntax_looks_without_importing(project, worker):
    project.write(
        "train.py",
        """
        raise SystemExit("imported")
        from math import floor
        def train_model(rate: "float", *, depth=3):
            def inner():
                yield 1
            return inner
        def steps(**config):
            yield {}
        """,
    )
    project.write("broken.py", "def f():\n    return 1\nx = = 2\n")
    project.write("stars.py", "from math import *\n")
    commands = ["train.train_model", "train.steps", "train.floor", "train.trane_model", "broken.f", "stars.sin", "tran.f", "train"]
    answer = worker.ask("syntax", commands=commands)
    assert answer["op"] == "syntax"
    model, steps, imported, missing, broken, stars, module, short = answer["commands"]
    file = str(project.folder / "train.py")
    assert model == {
        "command": "train.train_model",
        "checked": True,
        "file": file,
        "line": 4,
        "column": 1,
        "arguments": [{"name": "rate", "required": True, "type": "float"}, {"name": "depth", "required": False}],
        "keywords": False,
        "generator": False,
        "decorated": False,
    }
    assert (steps["generator"], steps["keywords"]) == (True, True)
    assert imported["checked"] and "arguments" not in imported and "problem" not in imported
    assert missing["problem"] == {
        "kind": "function",
        "message": 'the module "train" has no function "trane_model"',
        "nearest": ["train_model"],
    }
    assert (broken["problem"]["kind"], broken["problem"]["line"], broken["problem"]["column"]) == ("syntax", 3, 5)
    assert broken["file"] == str(project.folder / "broken.py")
    assert not stars["checked"] and "problem" not in stars
    assert module["problem"]["kind"] == "module" and module["problem"]["nearest"][0] == "train"
    assert short["problem"]["kind"] == "command"
    assert worker.log.count(b"imported") == 0


def test_syntax_finds_modules_in_folders_without_init(project, worker):
    project.write("steps/deep/code_.py", "def f(): return 1\n")
    commands = ["steps.deep.code_.f", "steps.deep.codes.f", "steps.deap.code_.f", "steps.deep.f", "steps.deep"]
    found, *missing, folder = worker.ask("syntax", commands=commands)["commands"]
    assert found["checked"] and found["file"] == str(project.folder / "steps" / "deep" / "code_.py")
    assert [each["problem"]["message"] for each in missing] == [
        'there is no module "steps.deep.codes"',
        'there is no module "steps.deap"',
        'there is no module "steps.deep.f"',
    ]
    assert missing[0]["problem"]["nearest"] == ["code_"]
    assert folder["problem"]["message"] == '"steps.deep" is a folder, not a function'


def test_a_module_may_have_a_name_that_only_a_file_can_have(project, worker):
    project.write("06_share-it.py", "def f(): return 6\n")
    commands = ["06_share-it.f", "06_share it.f", "06_share-it.6f", ".f", "06_share-it."]
    found, *refused = worker.ask("syntax", commands=commands)["commands"]
    assert found["checked"] and "problem" not in found
    assert [each["problem"]["kind"] for each in refused] == ["command"] * 4
    assert worker.value("06_share-it.f") == 6


# What is restored


def test_a_function_is_told_of_once_for_many_tasks(project, worker):
    project.write("code_.py", "def double(x):\n    return 2 * x\ndef half(x):\n    return x / 2\n")
    for number, name in ((1, "double"), (2, "half")):
        common = {"command": f"code_.{name}", "returns": [{"name": name, "kind": "json"}], "path": [str(project.folder)]}
        worker.send({"op": "function", "function": number, "kind": "python", "objects": str(worker.objects), **common})
    for task, (number, name, value) in enumerate([(1, "double", 8), (2, "half", 2), (1, "double", 8)], start=1):
        worker.send({"op": "run", "task": task, "function": number, "arguments": {"x": 4}})
        assert worker.read() == {"op": "result", "task": task, "values": {name: value}}


def test_environment_directory_and_handlers_are_restored(project, start):
    project.write(
        "code_.py",
        """
        import os, signal
        def look():
            return [os.environ.get(n) for n in ("KEPT", "GIVEN", "TOKEN", "MKL_NUM_THREADS", "MADE")] + [os.getcwd()]
        def spoil():
            os.environ.pop("KEPT", None)
            os.environ["MADE"] = "1"
            os.chdir("/")
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            for ignored in (signal.SIGTERM, signal.SIGCHLD):
                signal.signal(ignored, signal.SIG_IGN)
            signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # which Python ignores
            signal.alarm(1000)
        def handlers():
            names = (signal.SIGTERM, signal.SIGCHLD, signal.SIGPIPE, signal.SIGINT)
            return [str(signal.getsignal(name)) for name in names[:3]] + [callable(signal.getsignal(signal.SIGINT)), signal.alarm(0)]
        """,
    )
    worker = start(environment={"KEPT": "kept"})
    given = {"environment": {"GIVEN": "g", "KEPT": "other"}, "secrets": {"TOKEN": "secret"}, "threads": 2}
    here = str(project.folder)
    assert worker.run("code_.look", **given)["values"]["result"] == ["other", "g", "secret", "2", None, here]
    assert worker.value("code_.look") == ["kept", None, None, None, None, here]
    before = worker.value("code_.handlers")
    worker.value("code_.spoil")
    assert worker.value("code_.look") == ["kept", None, None, None, None, here]
    assert worker.value("code_.handlers") == before


def test_numbers_of_threads_that_the_user_has_set_stay(project, start):
    project.write("code_.py", "import os\ndef look():\n    return [os.environ.get(n) for n in ('OMP_NUM_THREADS', 'MKL_NUM_THREADS')]\n")
    worker = start(environment={"OMP_NUM_THREADS": "7"})
    assert worker.run("code_.look", threads=2)["values"]["result"] == ["7", "2"]


def test_a_working_directory_that_is_gone_does_no_harm(project, worker):
    project.write("code_.py", "import os, shutil\ndef f(d):\n    os.makedirs(d); os.chdir(d); shutil.rmtree(d)\ndef g(): return os.getcwd()\n")
    worker.value("code_.f", d=str(project.folder / "gone"))
    assert worker.value("code_.g") == str(project.folder)


# Errors


def test_an_error_is_placed_at_the_innermost_frame_of_the_users_files(project, worker):
    project.write("train.py", "import json\nfrom load import rows\n\ndef f():\n    return rows()\n")
    project.write("load.py", "import json\n\n\ndef rows():\n    return json.loads('{')\n")
    error = worker.error("train.f")
    assert error["type"] == "json.decoder.JSONDecodeError"
    assert error["at"] == "load.py:5 in rows"
    assert error["cancelled"] is False
    assert error["stack"].startswith("Traceback (most recent call last):\n  File") and "train.py" in error["stack"]
    assert "eagleray" not in error["stack"].replace(str(project.folder), "")


@pytest.mark.parametrize(
    "statement, kind, message",
    [
        ("exit(3)", "SystemExit", "the function called exit(3)"),
        ("sys.exit()", "SystemExit", "the function called exit()"),
        ("raise Unprintable", "hard.Unprintable", "an exception of type Unprintable whose text cannot be read"),
        ("raise Fatal('x')", "hard.Fatal", "x"),
        ("raise KeyboardInterrupt", "KeyboardInterrupt", "the task was interrupted"),
        ("f()", "RecursionError", "maximum recursion depth exceeded"),
        ("raise ValueError('\\ud800 naïve')", "ValueError", "\ud800 naïve"),
        ("raise MemoryError", "MemoryError", ""),
    ],
)
def test_whatever_is_raised_is_told(project, worker, statement, kind, message):
    project.write(
        "hard.py",
        f"""
        import sys
        class Unprintable(Exception):
            def __str__(self):
                raise SystemExit(1)
            __repr__ = __str__
        class Fatal(BaseException):
            pass
        def f():
            {statement}
        def g():
            return 1
        """,
    )
    error = worker.error("hard.f")
    assert (error["type"], error["message"][: len(message)]) == (kind, message)
    assert error["at"].endswith("in f") and not error["cancelled"]
    assert worker.value("hard.g") == 1


def test_a_huge_message_is_shortened(project, worker):
    project.write("hard.py", "def f():\n    raise ValueError('x' * 10_000_000)\n")
    assert len(json.dumps(worker.error("hard.f"))) < 200_000


def test_secrets_are_blotted_out_of_message_and_stack(project, worker):
    project.write(
        "leak.py",
        """
        import json, os
        def f():
            token = os.environ["TOKEN"]
            try:
                raise ValueError("first " + token)
            except ValueError:
                raise ValueError("bad token " + token + json.dumps(token) + repr(token) + os.environ["PIN"])
        """,
    )
    token = 'pä"ss\\wörd\n1'
    error = worker.error("leak.f", secrets={"TOKEN": token, "PIN": "1234"})
    assert error["message"] == "bad token ***\"***\"'***'1234"
    assert "rd" + "\n1" not in error["stack"] and "wörd" not in error["stack"] and "w\\u00f6rd" not in error["stack"]


def test_the_beginning_of_a_secret_that_a_message_cuts_off_is_blotted_out(project, worker):
    project.write("leak.py", "def f(KEY: dict): pass\ndef g(KEY): return KEY\n")
    key = '{"type": "account",\n "name": "it\'s", "key": "' + 100 * "0123456789" + '"}'
    given = {"arguments": {"KEY": key}, "secrets": {"KEY": key}}
    assert worker.error("leak.f", **given)["message"] == 'the argument "KEY" (declared dict) needs a map, not \'***… of type str'
    metric = [{"name": "size", "kind": "metric"}]
    error = worker.error("leak.g", returns=metric, **given)
    assert error["message"] == 'the return "size" is a metric, which needs one number, not \'***… of type str'


# Cancelling


def test_an_interrupt_cancels_the_running_task_only(project, worker):
    project.write(
        "slow.py",
        """
        import time
        def f():
            print("running")
            time.sleep(600)
        def g():
            return 1
        """,
    )
    worker.interrupt()
    assert worker.send_run("slow.f") == 1
    worker.await_log(b"running")
    worker.interrupt()
    error = worker.read()
    assert (error["op"], error["type"], error["cancelled"]) == ("error", "KeyboardInterrupt", True)
    assert error["at"] in ("slow.py:4 in f", "slow.py:5 in f")
    worker.interrupt()
    assert worker.value("slow.g") == 1


def test_a_swallowed_interrupt_is_followed_by_a_second(project, worker):
    project.write(
        "slow.py",
        """
        import time
        def f():
            try:
                print("running")
                time.sleep(600)
            except BaseException:
                print("swallowed")
            try:
                time.sleep(600)
            finally:
                print("cleaned up")
        """,
    )
    worker.send_run("slow.f")
    worker.await_log(b"running")
    worker.interrupt()
    worker.await_log(b"swallowed")
    worker.interrupt()
    assert worker.read()["cancelled"]
    worker.await_log(b"cleaned up")


def test_an_error_made_of_an_interrupt_counts_as_cancelled_but_a_result_as_a_result(project, worker):
    project.write(
        "slow.py",
        """
        import time
        def f(how):
            try:
                print("running " + how)
                time.sleep(600)
            except KeyboardInterrupt:
                if how == "raise":
                    raise ValueError("interrupted")
                return 5
        """,
    )
    worker.send_run("slow.f", {"how": "raise"})
    worker.await_log(b"running raise")
    worker.interrupt()
    error = worker.read()
    assert (error["type"], error["cancelled"]) == ("ValueError", True)
    worker.send_run("slow.f", {"how": "return"})
    worker.await_log(b"running return")
    worker.interrupt()
    assert worker.read()["values"] == {"result": 5}


def test_a_cancel_that_overtakes_its_task_is_not_lost(project, worker):
    project.write("slow.py", "import time\ndef f():\n    time.sleep(600)\ndef g():\n    return 1\n")
    for _ in range(30):  # the signal comes before, while and after the worker reads the task
        task = worker.send_run("slow.f")
        worker.send({"op": "cancel", "task": task})
        worker.interrupt()
        assert worker.read()["cancelled"]
    worker.send({"op": "cancel", "task": 999})
    assert worker.value("slow.g") == 1


def test_interrupts_without_end_lose_no_answer(project, worker):
    project.write("quick.py", "def f(x):\n    return x\n")
    import threading

    stop = threading.Event()

    def interrupt():
        while not stop.is_set():
            worker.interrupt()
            time.sleep(0.0002)

    thread = threading.Thread(target=interrupt)
    thread.start()
    try:
        outcomes = [worker.run("quick.f", {"x": list(range(200))}) for _ in range(300)]
    finally:
        stop.set()
        thread.join()
    assert all(o["op"] == "result" or o["cancelled"] for o in outcomes)
    assert worker.value("quick.f", x=1) == 1


def test_a_cancel_while_the_path_is_set_leaves_that_to_the_next_task(tmp_path, monkeypatch):
    class Cancel(str):
        def __eq__(self, other):
            raise KeyboardInterrupt

        __hash__ = str.__hash__

    monkeypatch.setattr(sys, "path", [])
    modules = UserModules()
    modules._base[:] = [Cancel("interrupted")]
    with pytest.raises(KeyboardInterrupt):
        modules.use([str(tmp_path)])
    modules._base.clear()

    modules.use([str(tmp_path)])

    assert sys.path == [str(tmp_path)]


def test_a_worker_that_exits_hard_is_gone(project, worker):
    project.write("hard.py", "import os\ndef f():\n    os._exit(9)\n")
    worker.send_run("hard.f")
    assert worker.read_line() is None
    assert worker.process.wait(5) == 9


@pytest.mark.parametrize("line", [b"hello\n", b'{"op":"run","task":1,"function":7}\n'])
def test_a_line_that_is_no_message_ends_the_worker_with_a_note(worker, line):
    worker.process.stdin.write(line)
    assert worker.read_line() is None
    worker.await_log(b"ProtocolError")
    assert worker.process.wait(5) == 1


def test_stdlib_modules_are_not_taken_from_the_users_folder(project, worker):
    for name in ("difflib", "tempfile", "shutil", "dataclasses", "ast", "inspect"):
        project.write(name + ".py", "raise RuntimeError('the wrong module')\n")
    project.write("main_.py", "def f(path):\n    return type(path).__name__\n")
    assert worker.error("main_.g")["type"] == "CommandError"  # difflib has looked for the nearest name


@pytest.mark.skipif(sys.version_info < (3, 10), reason="older Pythons do not tell the names of their modules")
def test_a_users_module_named_like_one_that_the_worker_imports_late_stays_his_own(project, worker):
    project.write("logging.py", "def f():\n    return 'mine'\n")
    project.write("steps.py", "import logging\nasync def f():\n    return logging.f()\n")
    assert worker.value("logging.f") == "mine"
    assert worker.value("steps.f") == "mine"  # asyncio has imported Python's own logging
    assert worker.value("logging.f") == "mine"


def test_a_module_that_an_earlier_task_wrote_is_found(project, worker):
    project.write("writer.py", "import pathlib\ndef f(): pathlib.Path('made.py').write_text('def f(): return 1')\n")
    assert worker.error("made.f")["type"] == "CommandError"
    worker.value("writer.f")
    assert worker.value("made.f") == 1
