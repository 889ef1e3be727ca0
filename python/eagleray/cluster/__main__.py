"""The command line of the driver: ``python -m eagleray.cluster execute-ray-node``."""

from __future__ import annotations

import argparse
import os
import sys
from typing import List, Optional


def main(arguments: Optional[List[str]] = None) -> int:
    """Runs a command; returns its exit code."""
    parser = argparse.ArgumentParser(prog="python -m eagleray.cluster", description="The part of Eagleray that runs on a Ray cluster.")
    commands = parser.add_subparsers(dest="command", required=True)
    execute = commands.add_parser("execute-ray-node", help="run the Ray node that this job was submitted for")
    for flag in ("run-id", "step-name", "pipeline-file", "ray-config-file", "configuration-file", "map-variable", "tag", "parameters-file"):
        execute.add_argument(f"--{flag}", default="")
    flags = vars(parser.parse_args(arguments))

    from eagleray.cluster.driver import execute as run

    return run(flags)


if __name__ == "__main__":
    code = main()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)  # actors end with the driver; nothing of theirs is waited for
