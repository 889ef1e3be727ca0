"""Which of the user's files the code of a step is in; nothing of it is run."""

import json


def files(answer, project):
    return [name.replace(str(project.folder) + "/", "") for name in answer["files"]]


def test_imports_are_followed_wherever_they_are_and_only_to_the_users_own_files(project, worker):
    project.write(
        "steps.py",
        """
        raise SystemExit("this is never run")
        import json, os.path
        from pkg.sub import tool
        try:
            import nothing_like_that
        except ImportError:
            pass
        def f():
            import late as other
            importlib.import_module("named")
            return __import__(computed())
        """,
    )
    project.write("pkg/__init__.py", "")
    project.write("pkg/sub/__init__.py", "from .. import beside")
    project.write("pkg/sub/tool.py", "from .deep import x\nfrom ..beside import y")
    project.write("pkg/sub/deep.py", "import steps  # round about")
    project.write("pkg/beside.py", "this does not parse")
    project.write("late.py", "")
    project.write("named.py", "")
    project.write("unrelated.py", "")

    answer = worker.ask("sources", command="steps.f")

    assert files(answer, project) == [
        "late.py",
        "named.py",
        "pkg/__init__.py",
        "pkg/beside.py",
        "pkg/sub/__init__.py",
        "pkg/sub/deep.py",
        "pkg/sub/tool.py",
        "steps.py",
    ]
    assert answer["complete"]
    assert answer["version"].startswith("CPython 3.")
    assert all(name.endswith((".dist-info", ".egg-info")) for name in answer["installed"])


def test_a_command_without_a_source_has_no_files(project, worker):
    assert worker.ask("sources", command="math.sqrt")["files"] == []
    assert worker.ask("sources", command="nothing.f")["files"] == []
    assert worker.ask("sources", command="no path")["files"] == []


def test_a_notebook_has_the_imports_of_its_code_cells(project, worker):
    project.write("late.py", "import later")
    project.write("later.py", "")
    project.write("text.py", "")
    cells = [
        {"cell_type": "code", "source": ["%matplotlib inline\n", "!ls\n", "import late\n", "late?"]},
        {"cell_type": "code", "source": "this does not parse"},
        {"cell_type": "markdown", "source": "import text"},
    ]
    notebook = project.write("look.ipynb", json.dumps({"cells": cells}))

    answer = worker.ask("sources", kind="notebook", command=str(notebook))

    assert files(answer, project) == ["look.ipynb", "late.py", "later.py"]


def test_a_notebook_of_an_older_format_has_the_imports_of_its_cells_too(project, worker):
    project.write("late.py", "")
    cells = [{"cell_type": "code", "input": ["text = 'a\u2028b'\n", "import late"]}]
    notebook = project.write("old.ipynb", json.dumps({"nbformat": 3, "worksheets": [{"cells": cells}]}))

    answer = worker.ask("sources", kind="notebook", command=str(notebook))

    assert files(answer, project) == ["old.ipynb", "late.py"]

