package io.eagleray.engine.cache;

import io.eagleray.engine.catalog.FileHashes;
import io.eagleray.engine.node.Arguments;
import io.eagleray.hash.Sha256;
import io.eagleray.json.Json;
import io.eagleray.json.JsonObject;
import io.eagleray.model.CacheRule;
import io.eagleray.model.Task;
import io.eagleray.plan.WorkInside;
import io.eagleray.run.CatalogEntry;
import io.eagleray.run.Value;
import io.eagleray.spi.NodeWalking;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The hash of all that decides what a step gives. Values are in it as parts of that one hash;
 * secrets only by their names.
 *
 * @param text the hash
 * @param files the content of files in the working directory that are in it, by their names
 * @param got the content of files in the catalog that are in it, by their names
 */
public record StepKey(String text, Map<String, String> files, Map<String, String> got) {
  /** Counts up when what goes into a key changes. */
  private static final int FORMAT = 2;

  /**
   * A step's key.
   *
   * @param code by task, where that counts
   * @throws NoSuchFilesException if a pattern of the step's own names no file
   * @throws io.eagleray.spi.CatalogException if a file cannot be read
   */
  static StepKey of(CachedStep step, Map<Task, String> code) {
    Map<String, String> files = files(step);
    Map<String, String> got = step.rule().countsInputs() ? got(step) : Map.of();
    JsonObject.Builder parts =
        JsonObject.builder()
            .put("format", FORMAT)
            .put("node", new NodePrint(step.types(), identified(step, code)).of(step.node()))
            .put("keeps_files", step.walking().catalog().keepsFiles())
            .put("place", place(step).map(Json::of))
            .put("files", texts(files));
    if (step.rule().countsInputs()) {
      parts
          .put("arguments", inputs(step))
          .put("variables", texts(new TreeMap<>(step.walking().variables())))
          .put("got", texts(got));
    }
    return new StepKey(Sha256.of(parts.build().text()), files, got);
  }

  /** The code of a step's tasks, with what their commands stand for where those do not tell it. */
  private static Map<Task, String> identified(CachedStep step, Map<Task, String> code) {
    Map<Task, String> all = new HashMap<>();
    for (Task task : step.tasks()) {
      Optional.ofNullable(code.get(task)).ifPresent(known -> all.put(task, known));
      step.walking()
          .runner(task)
          .identity(task)
          .ifPresent(identity -> all.merge(task, identity, (known, own) -> known + " " + own));
    }
    return all;
  }

  private static JsonObject texts(Map<String, String> texts) {
    JsonObject.Builder json = JsonObject.builder();
    texts.forEach(json::put);
    return json.build();
  }

  /** Files that are called after a step are those of that step only. */
  private static Optional<String> place(CachedStep step) {
    NodeWalking walking = step.walking();
    return step.tasks().stream()
            .anyMatch(
                task -> walking.runner(task).leaves(walking.path(), walking.attempt()).isPresent())
        ? Optional.of(walking.path().text())
        : Optional.empty();
  }

  /** The files that the rule names, and those of rules inside, which may be made there only. */
  static Map<String, String> files(CachedStep step) {
    Map<String, String> files = new TreeMap<>();
    for (String glob : step.rule().files()) {
      Map<String, String> found = files(step, glob);
      if (found.isEmpty()) {
        throw new NoSuchFilesException(
            "no file matches \"" + glob + "\" in " + step.walking().directory());
      }
      files.putAll(found);
    }
    for (WorkInside.Work work : step.inside().works()) {
      Optional<CacheRule> rule = work.node().settings().cache();
      rule.map(CacheRule::files).orElse(List.of()).forEach(glob -> files.putAll(files(step, glob)));
    }
    return files;
  }

  private static Map<String, String> files(CachedStep step, String glob) {
    NodeWalking walking = step.walking();
    return FileHashes.of(walking.directory(), glob, walking.surroundings().state());
  }

  /**
   * The parameters in scope that anything inside may read. One that a step inside sets first, or
   * that a branch has of its own, counts all the same: better run than take what is another's.
   */
  private static JsonObject inputs(CachedStep step) {
    NodeWalking walking = step.walking();
    Map<String, Value> parameters = walking.parameters();
    Map<String, Json> inputs = new TreeMap<>();
    for (WorkInside.Work work : step.inside().works()) {
      for (Task task : work.does().tasks()) {
        Map<String, Json> arguments =
            new TreeMap<>(Arguments.of(walking.signature(task), parameters, Map.of()));
        task.secrets().forEach(arguments::remove);
        inputs.putAll(arguments);
      }
      read(work.does().reads(), parameters, inputs);
      if (work.node() != step.node()) {
        work.node()
            .settings()
            .when()
            .ifPresent(when -> read(List.of(when.parameter()), parameters, inputs));
      }
    }
    return new JsonObject(inputs);
  }

  private static void read(
      Iterable<String> names, Map<String, Value> parameters, Map<String, Json> inputs) {
    for (String name : names) {
      Value value = parameters.get(name);
      if (value != null) {
        inputs.put(name, value.json());
      }
    }
  }

  private static Map<String, String> got(CachedStep step) {
    Map<String, String> got = new TreeMap<>();
    for (Task task : step.tasks()) {
      for (String glob : task.catalog().get()) {
        for (CatalogEntry file : step.walking().catalog().find(step.walking().runId(), glob)) {
          got.put(file.name(), file.sha256());
        }
      }
    }
    return got;
  }
}
