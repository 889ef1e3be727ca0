package io.eagleray.cli.run;

import io.eagleray.cli.console.Console;
import io.eagleray.cli.console.Root;
import io.eagleray.cli.console.Version;
import io.eagleray.engine.python.Interpreter;
import io.eagleray.model.Bytes;
import io.eagleray.problem.EnvironmentException;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Looks at the machine as a run would. */
final class Examination {
  private static final long LITTLE_SPACE = 1L << 30;

  private final Root root;
  private final EngineOptions options;

  Examination(Root root, EngineOptions options) {
    this.root = root;
    this.options = options;
  }

  /** How good it is. */
  enum Health {
    GOOD,
    /** Some pipelines cannot run. */
    MISSING,
    /** None can. */
    BAD
  }

  /** What was found in one place. */
  record Finding(String what, Health health, String found) {}

  List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    findings.add(good("eagleray", Version.text()));
    findings.add(java());
    findings.add(compiler());
    findings.add(python());
    findings.add(machine());
    findings.addAll(state());
    findings.add(terminal());
    return findings;
  }

  private static Finding good(String what, String found) {
    return new Finding(what, Health.GOOD, found);
  }

  private static Finding java() {
    return good(
        "java",
        Runtime.version()
            + " ("
            + System.getProperty("java.vendor")
            + ") in "
            + System.getProperty("java.home"));
  }

  private static Finding compiler() {
    Path javac = Path.of(System.getProperty("java.home"), "bin", "javac");
    return Files.isExecutable(javac)
        ? good("compiler", "there: steps may name a .java file")
        : new Finding(
            "compiler",
            Health.MISSING,
            "none: this is a Java runtime, not a JDK; steps cannot name a .java file");
  }

  private Finding python() {
    try {
      Interpreter found = new EngineParts(root, options).python();
      return good("python", found.version() + " in " + found.executable());
    } catch (EnvironmentException e) {
      return new Finding("python", Health.MISSING, String.valueOf(e.getMessage()));
    }
  }

  private static Finding machine() {
    Runtime runtime = Runtime.getRuntime();
    return good(
        "machine",
        System.getProperty("os.name")
            + " "
            + System.getProperty("os.arch")
            + ", "
            + runtime.availableProcessors()
            + " CPUs, at most "
            + new Bytes(runtime.maxMemory()).shown()
            + " for this process");
  }

  private List<Finding> state() {
    Path state = root.state();
    StateFolder folder = new StateFolder(state);
    Path there = folder.nearest();
    if (!folder.isWritable()) {
      return List.of(
          new Finding(
              "state", Health.BAD, state + " cannot be written; choose another with --state DIR"));
    }
    List<Finding> findings = new ArrayList<>();
    findings.add(good("state", state + (there.equals(state) ? "" : " (made by the first run)")));
    try {
      FileStore disk = Files.getFileStore(there);
      long free = disk.getUsableSpace();
      findings.add(
          new Finding(
              "disk",
              free < LITTLE_SPACE ? Health.MISSING : Health.GOOD,
              new Bytes(free).shown() + " free on " + disk.type()));
    } catch (IOException unknown) {
      findings.add(new Finding("disk", Health.MISSING, "cannot be asked: " + unknown.getMessage()));
    }
    return findings;
  }

  private Finding terminal() {
    Console console = root.console();
    return good(
        "terminal",
        (console.canDraw("out") ? "live screen" : "plain lines")
            + (root.isColourful("out") ? ", colour" : ", no colour")
            + (console.isUtf8() ? ", UTF-8" : ", ASCII"));
  }
}
