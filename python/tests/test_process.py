"""The worker as a process: its descriptors, its end, its children."""

import os
import signal
import sys
import time

import pytest
from conftest import SCRIPT

HANGS = {
    "sleeps": "time.sleep(600)",
    "holds the interpreter's lock in C": 're.match(r"(a+)+$", "a" * 60 + "b")',
    "ignores every signal and exception": "ignore_everything()",
}


@pytest.mark.parametrize("hang", HANGS.values(), ids=HANGS.keys())
def test_the_whole_group_ends_within_two_seconds_after_the_engine(project, worker, hang):
    project.write(
        "code.py",
        f"""
        import os, re, signal, subprocess, sys, time

        def ignore_everything():
            for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
                signal.signal(number, signal.SIG_IGN)
            while True:
                try:
                    time.sleep(1)
                except BaseException:
                    pass

        def hang():
            subprocess.Popen(["sleep", "600"])
            if os.fork() == 0:
                time.sleep(600)
            print("hanging", flush=True)
            {hang}
        """,
    )
    worker.send_run("code.hang")
    worker.await_log(b"hanging")
    assert len(worker.group()) == 4  # the worker, its watcher, two children
    worker.close_input()
    begin = time.monotonic()
    worker.await_that(lambda: not worker.group(), "the end of the group")
    assert time.monotonic() - begin < 5  # two are promised; the rest is for a busy machine


def test_an_idle_worker_ends_by_itself_and_runs_exit_handlers(project, worker):
    project.write("code.py", "import atexit\natexit.register(print, 'bye')\ndef f(): pass\n")
    worker.value("code.f")
    worker.close_input()
    assert worker.process.wait(5) == 0
    worker.await_log(b"bye")
    worker.await_that(lambda: not worker.group(), "the end of the watcher")


def test_the_engine_sees_the_end_of_a_worker_that_dies_and_its_children_end_too(project, worker):
    project.write(
        "code.py",
        """
        import os, subprocess
        def die():
            subprocess.Popen(["sleep", "600"])
            os._exit(3)
        """,
    )
    worker.send_run("code.die")
    assert worker.read_line() is None
    assert worker.process.wait(5) == 3
    worker.await_that(lambda: not worker.group(), "the end of the group")
    worker._log_reader.join(5)
    assert not worker._log_reader.is_alive()  # nobody keeps descriptor 2 open


def test_the_watcher_is_not_a_child_that_user_code_could_wait_for(project, worker):
    project.write(
        "code.py",
        """
        import os
        def wait():
            try:
                os.wait()
            except ChildProcessError:
                return "no child"
        """,
    )
    assert worker.value("code.wait") == "no child"


def test_an_interrupt_of_the_whole_group_leaves_watcher_and_idle_worker_alive(project, worker):
    project.write("code.py", "def f(): return 1\n")
    assert worker.value("code.f") == 1
    before = sorted(worker.group())
    for _ in range(3):
        os.killpg(worker.pid, signal.SIGINT)
    assert worker.value("code.f") == 1
    assert sorted(worker.group()) == before


def test_a_worker_that_is_not_started_by_setsid_makes_its_own_group(tmp_path, start):
    worker = start(command=[sys.executable, "-c", _LAUNCH, sys.executable])
    assert os.getpgid(worker.ready["pid"]) == worker.ready["pid"]
    worker.close_input()
    worker.process.wait(5)


_LAUNCH = f"""
import subprocess, sys
sys.exit(subprocess.call([sys.argv[1], {str(SCRIPT)!r}]))
"""


def test_user_code_reads_the_null_device_and_prints_into_the_log(project, worker):
    project.write(
        "code.py",
        """
        import os, subprocess, sys
        def talk():
            print("by print")
            print("as error", file=sys.stderr)
            os.write(1, b"to descriptor 1\\n")
            subprocess.run("echo from a child", shell=True)
            return [sys.stdin.read(), os.read(0, 10).decode()]
        """,
    )
    assert worker.value("code.talk") == ["", ""]
    worker.await_log(b'\x1e{"end": 1}\n')
    assert worker.log == b'by print\nas error\nto descriptor 1\nfrom a child\n\x1e{"end": 1}\n'


def test_children_inherit_none_of_the_protocols_descriptors(project, worker):
    project.write(
        "code.py",
        """
        import multiprocessing, os, subprocess, sys
        LIST = "import os; print(sorted(os.listdir('/proc/self/fd')))"
        def forked(queue):
            queue.put([os.readlink(f"/proc/self/fd/{fd}") for fd in os.listdir("/proc/self/fd") if int(fd) >= 100])
        def spawned():
            return subprocess.run([sys.executable, "-c", LIST], capture_output=True, text=True, close_fds=False).stdout
        def by_fork():
            context = multiprocessing.get_context("fork")
            queue = context.SimpleQueue()
            child = context.Process(target=forked, args=(queue,))
            child.start()
            child.join()
            return queue.get()
        """,
    )
    assert worker.value("code.spawned").strip() == "['0', '1', '2', '3']"
    assert worker.value("code.by_fork") == []


@pytest.mark.parametrize("end, code", [("return 'child'", 0), ("raise ValueError('in the child')", 1), ("sys.exit(7)", 7)])
def test_a_forked_child_that_comes_back_does_not_speak_for_the_worker(project, worker, end, code):
    project.write(
        "code.py",
        f"""
        import os, sys
        def fork():
            child = os.fork()
            if child == 0:
                {end}
            return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        """,
    )
    assert worker.value("code.fork") == code
    assert worker.value("code.fork") == code


def test_a_generator_forks_and_only_the_worker_reports(project, worker):
    project.write(
        "code.py",
        """
        import os
        def train():
            child = os.fork()
            if child:
                os.waitpid(child, 0)
            yield {"accuracy": 1}
        """,
    )
    worker.send_run("code.train", trial={"number": 1, "attempt": 1, "config": {}})
    assert worker.read()["op"] == "report"
    worker.decide("continue")
    assert worker.read() == {"op": "result", "task": 1, "value": None, "stopped": False}


def test_spawned_pools_of_multiprocessing_work(project, worker):
    project.write(
        "code.py",
        """
        import multiprocessing
        def square(x):
            return x * x
        def pool(method):
            with multiprocessing.get_context(method).Pool(2) as pool:
                return pool.map(square, [1, 2, 3])
        """,
    )
    assert worker.value("code.pool", method="spawn") == [1, 4, 9]
    assert worker.value("code.pool", method="fork") == [1, 4, 9]


def test_fifty_megabytes_of_output_arrive_before_the_mark_of_the_end(project, worker):
    project.write("code.py", "def shout():\n    for _ in range(50):\n        print('x' * 1_000_000)\n")
    worker.value("code.shout")
    worker.await_log(b'\x1e{"end": 1}\n')
    assert len(worker.log) == 50 * 1_000_001 + len(b'\x1e{"end": 1}\n')


def test_what_a_function_does_to_its_streams_is_undone(project, worker):
    project.write(
        "code.py",
        """
        import io, os, sys
        def spoil(how):
            if how == "replace":
                sys.stdout = sys.stderr = io.StringIO()
            elif how == "close":
                sys.stdout.close()
                sys.stderr.close()
            elif how == "descriptors":
                null = os.open(os.devnull, os.O_WRONLY)
                os.dup2(null, 1)
                os.dup2(null, 2)
            elif how == "broken":
                class Broken:
                    def flush(self):
                        raise SystemExit(1)
                sys.stdout = Broken()
        def say(what):
            print(what)
            print(what, file=sys.stderr)
        """,
    )
    for how in ("replace", "close", "descriptors", "broken"):
        worker.value("code.spoil", how=how)
        worker.value("code.say", what="after " + how)
        worker.await_log(f"after {how}\nafter {how}\n".encode())


def test_a_daemon_thread_may_print_on_after_its_task(project, worker):
    project.write(
        "code.py",
        """
        import threading, time
        def start():
            def chatter():
                while True:
                    print("still here")
                    time.sleep(0.001)
            threading.Thread(target=chatter, daemon=True).start()
        def nothing():
            return 1
        """,
    )
    worker.value("code.start")
    for _ in range(50):
        assert worker.value("code.nothing") == 1
    worker.close_input()
    worker.process.wait(3)


def test_a_crash_in_c_leaves_its_stack_in_the_log(project, worker):
    project.write("code.py", "import ctypes\ndef crash():\n    ctypes.string_at(0)\n")
    worker.send_run("code.crash")
    assert worker.read_line() is None
    worker.await_log(b"in crash")


def test_any_text_can_be_printed(project, worker):
    project.write("code.py", "def say():\n    print('naïve 日本 \\ud800')\n")
    worker.value("code.say")
    worker.await_log("naïve 日本 \\ud800\n".encode())


def test_the_workers_folder_and_package_stand_in_nobodys_way(project, start):
    project.write("run.py", "def f(): return 'the user\\'s run'\n")
    project.write("loop.py", "def f(): return 'the user\\'s loop'\n")
    project.write("extra/other.py", "def f(): return 'from PYTHONPATH'\n")
    project.write("code.py", "import sys\ndef path(): return sys.path\ndef arguments(): return sys.argv\n")
    worker = start(environment={"PYTHONPATH": str(project.folder / "extra")})
    assert worker.value("run.f") == "the user's run"
    assert worker.value("loop.f") == "the user's loop"
    assert worker.value("other.f") == "from PYTHONPATH"
    path = worker.value("code.path")
    assert path[0] == str(project.folder)
    assert not [entry for entry in path if "eagleray" in entry.replace(str(project.folder), "")]
    assert worker.value("code.arguments") == ["eagleray"]


def test_a_worker_starts_whatever_its_output_was(project, start):
    """Its first output may be a file: a stream made for that must not be used for a pipe."""
    worker = start(command=["sh", "-c", f"exec {sys.executable} {SCRIPT} 3>&1 1<>{project.folder}/file"], greeting=False)
    worker.close_input()
    assert worker.process.wait(5) == 0
    assert (project.folder / "file").read_text().startswith('{"op":"ready"')


def test_stdout_is_named_and_line_buffered(project, worker):
    project.write(
        "code_.py",
        """
        import sys, time
        def f():
            print("a line")
            sys.stdout.write("half")
            time.sleep(600)
        def g(): return [sys.stdout.name, sys.stderr.name, sys.stdout.encoding, sys.stdout is sys.__stdout__]
        """,
    )
    assert worker.value("code_.g") == ["<stdout>", "<stderr>", "utf-8", True]
    worker.send_run("code_.f")
    worker.await_log(b"a line\n")
