"""The pipelines that are measured, generated in the size that is wanted."""

import os
from pathlib import Path

JAVA = """
public class Nothing {
  public static int step() {
    return 1;
  }

  public record Result(double value) {}

  public static Result trial(double x, double y) {
    return new Result(x * x + y);
  }
}
"""

REPORTING = """
import io.eagleray.trial.Trial;
import java.util.Map;

public class Reporting {
  public static double trial(double x, double y, Trial trial) {
    for (int step = 1; step <= 27; step++) {
      trial.report(Map.of("value", x * x + y + 1.0 / step));
    }
    return x * x + y;
  }
}
"""

TIMED = """
import io.eagleray.trial.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

public class Timed {
  public static List<Long> trial(Trial trial) {
    List<Long> nanos = new ArrayList<>();
    for (int step = 1; step <= 5_000; step++) {
      long begin = System.nanoTime();
      trial.report(Map.of("value", 1.0 / step));
      nanos.add(System.nanoTime() - begin);
    }
    return nanos;
  }
}
"""

PYTHON = """
def step():
    return 1
"""

PYTHON_TRIAL = """
def trial(x: float, y: float):
    return {"value": x * x + y + 1.0}
"""

PYTHON_REPORTING = """
def trial(x: float, y: float):
    for step in range(1, 28):
        yield {"value": x * x + y + 1.0 / step}
"""

STUDY = """
ray_tune:
  num_samples: %d
  metric: value
  mode: min
  seed: 1
  max_concurrent_trials: 2
  search_algorithm:
    type: OptunaSearch
  scheduler:
    type: ASHAScheduler
    max_t: 27
    grace_period: 1
    reduction_factor: 3
  search_space:
    x: {type: uniform, low: -1, high: 1}
    y: {type: loguniform, low: 0.001, high: 1}
"""


def java_steps(folder, count):
    _write(folder, "Nothing.java", JAVA)
    return _steps(folder, count, "{command_type: java, command: 'Nothing.java::step', returns: [x]}")


def python_steps(folder, count):
    _write(folder, "nothing.py", PYTHON)
    return _steps(folder, count, "{command_type: python, command: nothing.step, returns: [x]}")


def stub_steps(folder, count):
    return _steps(folder, count, "{type: stub}")


def emulated(workload):
    """The same pipeline, and in emulator.yaml what makes every step a process of its own."""

    def write(folder, count):
        _write(folder, "emulator.yaml", "pipeline-executor: {type: emulator}\n")
        return workload(folder, count)

    return write


def java_map(folder, count):
    _write(folder, "Nothing.java", JAVA)
    return _map(folder, count, "{command_type: java, command: 'Nothing.java::step', returns: [x]}")


def python_map(folder, count):
    _write(folder, "nothing.py", PYTHON)
    return _map(folder, count, "{command_type: python, command: nothing.step, returns: [x]}")


def _map(folder, count, step):
    items = ", ".join(map(str, range(count)))
    return _pipeline(
        folder,
        "    each:\n      type: map\n      iterate_as: item\n      reducer: sum\n"
        f"      iterate_on: [{items}]\n      branch: {{steps: {{do: {step}}}}}\n",
    )


def java_trials(folder, count):
    """One report each: nothing that ASHA could stop."""
    return _java_search(folder, count, "Nothing", JAVA)


def reporting_java_trials(folder, count):
    """Up to 27 reports each; ASHA stops most trials early."""
    return _java_search(folder, count, "Reporting", REPORTING)


def _java_search(folder, count, name, source):
    _write(folder, f"{name}.java", source)
    _write(folder, "study.yaml", STUDY % count)
    return _search(folder, f"{{command_type: java, command: '{name}.java::trial', returns: [found]}}")


def python_trials(address, engine, reports=27):
    """A search on a cluster; ``engine`` is ray or native."""

    def write(folder, count):
        _write(folder, "trials.py", PYTHON_REPORTING if reports > 1 else PYTHON_TRIAL)
        study = (STUDY % count).replace("ray_tune:\n", f"ray_tune:\n  engine: {engine}\n")
        _write(folder, "study.yaml", f"ray_cluster: {{address: '{address}'}}\n{study}")
        return _search(folder, "{command_type: python, command: trials.trial, returns: [found]}")

    return write


def _search(folder, task):
    return _pipeline(folder, f"    search:\n      type: ray\n      task: {task}\n      ray_config: study.yaml\n")


def shell_and_stub_steps(folder, count):
    kinds = ["{command_type: shell, command: 'echo %d'}", "{type: stub}"]
    lines = (f"    s{i}: " + kinds[i % 2].replace("%d", str(i)) for i in range(count))
    return _pipeline(folder, "\n".join(lines) + "\n")


def java_sources(folder, count):
    for i in range(count):
        _write(folder, f"Source{i}.java", JAVA.replace("Nothing", f"Source{i}"))
    lines = (
        f"    s{i}: {{command_type: java, command: 'Source{i}.java::step', returns: [x]}}"
        for i in range(count)
    )
    return _pipeline(folder, "\n".join(lines) + "\n")


def big_file(folder, megabytes):
    """A file of random bytes, and a step that puts it into the catalog."""
    block = os.urandom(1_000_000)
    with Path(folder, "big.bin").open("wb") as big:
        for index in range(megabytes):
            big.write(index.to_bytes(8, "big") + block[8:])
    step = "{command_type: shell, command: 'true', catalog: {put: [big.bin]}}"
    return _pipeline(folder, f"    keep: {step}\n")


def _steps(folder, count, step):
    return _pipeline(folder, "".join(f"    s{i}: {step}\n" for i in range(count)))


def _pipeline(folder, steps):
    _write(folder, "pipeline.yaml", "dag:\n  steps:\n" + steps)
    return "pipeline.yaml"


def _write(folder, name, text):
    Path(folder, name).write_text(text)
