"""The pipelines that are measured, generated in the size that is wanted."""

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

PYTHON = """
def step():
    return 1
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


def java_trials(folder, count):
    """One report each: nothing that ASHA could stop."""
    return _java_search(folder, count, "Nothing", JAVA)


def reporting_java_trials(folder, count):
    """Up to 27 reports each; ASHA stops most trials early."""
    return _java_search(folder, count, "Reporting", REPORTING)


def _java_search(folder, count, name, source):
    _write(folder, f"{name}.java", source)
    _write(folder, "study.yaml", STUDY % count)
    return _pipeline(
        folder,
        "    search:\n"
        "      type: ray\n"
        f"      task: {{command_type: java, command: '{name}.java::trial', returns: [found]}}\n"
        "      ray_config: study.yaml\n",
    )


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


def _steps(folder, count, step):
    return _pipeline(folder, "".join(f"    s{i}: {step}\n" for i in range(count)))


def _pipeline(folder, steps):
    _write(folder, "pipeline.yaml", "dag:\n  steps:\n" + steps)
    return "pipeline.yaml"


def _write(folder, name, text):
    Path(folder, name).write_text(text)
