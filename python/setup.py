"""Builds the engine, which is Java, and puts its jars into the package. Everything else is in pyproject.toml."""

import atexit
import pathlib
import shutil
import subprocess
import tempfile

from setuptools import setup
from setuptools.command.build_py import build_py

HERE = pathlib.Path(__file__).resolve().parent


class BuildWithEngine(build_py):
    """Copies the jars of the checkout's build, which its launcher makes where it is not there yet."""

    def run(self):
        super().run()
        if not getattr(self, "editable_mode", False):  # an editable package starts the launcher
            self.copy_engine(pathlib.Path(self.build_lib) / "eagleray" / "jar")

    def copy_engine(self, target):
        root = HERE.parent
        launcher = root / "eagleray"
        if not launcher.is_file():
            raise SystemExit("the engine is built from a checkout: pip install ./python there")
        subprocess.run([str(launcher), "--version"], check=True, stdout=subprocess.DEVNULL)
        build = (root / ".build" / "current").read_text().splitlines()[1]
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(root / ".build" / build / "lib", target / "lib")
        shutil.copy(root / ".build" / build / "eagleray.jar", target)


# Not in the checkout: the launcher takes every file below python/ for a source.
build_base = tempfile.mkdtemp(prefix="eagleray-")
atexit.register(shutil.rmtree, build_base, ignore_errors=True)
setup(cmdclass={"build_py": BuildWithEngine}, options={"build": {"build_base": build_base}})
