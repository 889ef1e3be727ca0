package io.eagleray.cli;

import io.eagleray.cli.console.Console;
import io.eagleray.cli.console.ExitCode;
import io.eagleray.cli.console.Root;
import io.eagleray.engine.process.ShellWord;
import io.eagleray.json.Json;
import io.eagleray.json.JsonArray;
import io.eagleray.json.JsonObject;
import io.eagleray.problem.InvalidInputException;
import io.eagleray.problem.Location;
import io.eagleray.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code init}: writes a project that runs. */
@Command(
    name = "init",
    description = "Writes a starter project: a pipeline with a search that runs.")
final class InitCommand implements Callable<Integer> {
  /** The language of the starter project's steps. */
  enum Language {
    JAVA("Tune.java"),
    PYTHON("tune.py");

    private final String source;

    Language(String source) {
      this.source = source;
    }
  }

  private final Root root;

  @Parameters(
      index = "0",
      paramLabel = "DIR",
      description = "a folder; it is made where it is missing")
  private Path folder = Path.of("");

  @Option(
      names = "--language",
      paramLabel = "LANGUAGE",
      description = "of the steps: java (default) or python")
  private Language language = Language.JAVA;

  InitCommand(Root root) {
    this.root = root;
  }

  @Override
  public Integer call() throws IOException {
    Path target = root.console().directory().resolve(folder);
    List<String> names =
        List.of("pipeline.yaml", "ray_tune.yaml", language.source, "README.md", ".gitignore");
    refuseToOverwrite(target, names);
    Files.createDirectories(target);
    for (String name : names) {
      Files.write(target.resolve(name), content(name));
    }
    tell(names);
    return ExitCode.DONE;
  }

  private void refuseToOverwrite(Path target, List<String> names) {
    List<Problem> there = new ArrayList<>();
    if (Files.exists(target) && !Files.isDirectory(target)) {
      throw new InvalidInputException(Location.of(folder.toString()), "is a file, not a folder");
    }
    for (String name : names) {
      if (Files.exists(target.resolve(name))) {
        there.add(
            new Problem(
                Location.of(folder.resolve(name).toString()),
                Problem.Severity.ERROR,
                "is there already; choose another folder"));
      }
    }
    if (!there.isEmpty()) {
      throw new InvalidInputException(there);
    }
  }

  // A name that begins with a dot is left out by some build tools, so the resource has none.
  private byte[] content(String name) throws IOException {
    String language = this.language.name().toLowerCase(java.util.Locale.ROOT);
    String resource = name.startsWith(".") ? "dot-" + name.substring(1) : name;
    for (String place : List.of("starter/" + language + "/", "starter/")) {
      try (InputStream in = InitCommand.class.getResourceAsStream(place + resource)) {
        if (in != null) {
          return in.readAllBytes();
        }
      }
    }
    throw new IllegalStateException("the starter project lacks " + name);
  }

  private void tell(List<String> names) {
    Console console = root.console();
    if (root.isJson()) {
      JsonArray files =
          names.stream()
              .map(name -> (Json) Json.of(folder.resolve(name).toString()))
              .collect(JsonArray.collect());
      console.out().println(JsonObject.builder().put("files", files).build().text());
    } else if (!root.isQuiet()) {
      console.out().println("wrote " + String.join(", ", names) + " to " + folder);
      console
          .out()
          .println(
              "next:  cd "
                  + ShellWord.of(folder.toString())
                  + "  &&  "
                  + console.program()
                  + " run pipeline.yaml");
    }
  }
}
