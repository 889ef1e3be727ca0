"""Finds a Java that can run the engine, where the launcher looks for one too."""

from __future__ import annotations

import glob
import os
import re
import shutil
import subprocess
from typing import Optional

from eagleray.api.outcome import SurroundingsError

NEEDED = 21

_FOLDERS = [
    "/usr/lib/jvm/*",
    "/usr/java/*",
    "/opt/java/*",
    "/opt/jdk*",
    "/Library/Java/JavaVirtualMachines/*/Contents/Home",
    "/opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home",
    "~/.sdkman/candidates/java/*",
    "~/.jdks/*",
    "~/.jbang/cache/jdks/*",
    "~/.local/share/mise/installs/java/*",
    "~/.asdf/installs/java/*",
]


def find() -> str:
    """The folder of the Java to use: ``JAVA_HOME``, that of the ``java`` on the path, or the newest in the usual folders.

    :raises SurroundingsError: where there is none; it says what to install
    """
    for home in (os.environ.get("JAVA_HOME"), _on_path()):
        if home and (release(home) or 0) >= NEEDED:
            return home
    found = [(release(home) or 0, home) for home in _usual()]
    newest = max(found, default=(0, ""))
    if newest[0] >= NEEDED:
        return newest[1]
    raise SurroundingsError(
        f"no Java {NEEDED} or newer was found (looked in JAVA_HOME, PATH, /usr/lib/jvm and the usual folders).\n"
        "  Debian, Ubuntu:  apt-get install openjdk-21-jdk-headless   (or any newer: openjdk-25-jdk-headless)\n"
        "  macOS:           brew install openjdk\n"
        "  anywhere:        https://adoptium.net\n"
        "  Installed elsewhere? Say where:  JAVA_HOME=/path/to/jdk"
    )


def _usual() -> list[str]:
    return [home for folder in _FOLDERS for home in sorted(glob.glob(os.path.expanduser(folder)))]


def _on_path() -> Optional[str]:
    java = shutil.which("java")
    if java is None or java == "/usr/bin/java" and os.uname().sysname == "Darwin":
        return None  # on a Mac that is a stub, which says "no Java" where none is installed
    home = os.path.dirname(os.path.dirname(os.path.realpath(java)))
    return home if os.access(os.path.join(home, "bin", "java"), os.X_OK) else None


def release(home: str) -> Optional[int]:
    """The major version of the Java in a folder, or None where there is none."""
    java = os.path.join(home, "bin", "java")
    if not os.access(java, os.X_OK):
        return None
    try:
        with open(os.path.join(home, "release"), encoding="utf-8") as file:
            text = file.read()
    except OSError:
        text = ""
    match = re.search(r'^JAVA_VERSION="([0-9]+)', text, re.MULTILINE)
    if match is None:
        told = subprocess.run([java, "-version"], capture_output=True, text=True, check=False)
        match = re.search(r'version "([0-9]+)', told.stderr)
    return int(match[1]) if match else None
