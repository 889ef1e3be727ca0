"""Other tools, each in a virtual environment of its own."""

import subprocess
import sys
from pathlib import Path

RUNNABLE = "0.50.0"

PIPELINE = """
from runnable import Pipeline, PythonTask


def step():
    return 1


def main():
    steps = [PythonTask(name=f"s{i}", function=step, returns=["x"]) for i in range(%d)]
    pipeline = Pipeline(steps=steps)
    pipeline.execute()
    return pipeline


if __name__ == "__main__":
    main()
"""


def runnable(folder):
    """The interpreter of an environment with Runnable; made on first use."""
    python = folder / "bin" / "python"
    if not (folder / "complete").exists():
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
        install = [str(python), "-m", "pip", "install", "--disable-pip-version-check", "-q"]
        subprocess.run([*install, f"runnable=={RUNNABLE}"], check=True)
        (folder / "complete").touch()
    return str(python)


def runnable_steps(folder, count):
    Path(folder, "pipeline.py").write_text(PIPELINE % count)
    return "pipeline.py"
