package io.eagleray.engine.cache;

import io.eagleray.engine.catalog.FileHashes;
import io.eagleray.engine.hash.Sha256;
import io.eagleray.engine.node.Arguments;
import io.eagleray.json.Json;
import io.eagleray.json.JsonArray;
import io.eagleray.json.JsonObject;
import io.eagleray.model.Task;
import io.eagleray.run.CatalogEntry;
import io.eagleray.spi.NodeWalking;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The hash of all that decides what a step gives. Values are in it as parts of that one hash;
 * secrets only by their names.
 */
final class StepKey {
  /** Counts up when what goes into a key changes. */
  private static final int FORMAT = 1;

  private StepKey() {}

  /**
   * A step's key.
   *
   * @param code of its task, where that counts
   * @throws NoSuchFilesException if a pattern names no file
   * @throws io.eagleray.spi.CatalogException if a file cannot be read
   */
  static String of(CachedStep step, Optional<String> code) {
    Task task = step.task();
    JsonObject.Builder parts =
        JsonObject.builder()
            .put("format", FORMAT)
            .put("task", step.fingerprint())
            .put("secrets", texts(task.secrets()))
            .put("get", texts(task.catalog().get()))
            .put("put", texts(task.catalog().put()))
            .put("copies", task.catalog().storeCopy())
            .put("keeps_files", step.walking().catalog().keepsFiles())
            .put("place", place(step).map(Json::of))
            .put("files", files(step))
            .put("code", code.map(Json::of));
    if (step.rule().countsInputs()) {
      parts.put("arguments", arguments(step)).put("got", got(step));
    }
    return Sha256.of(parts.build().text());
  }

  private static JsonArray texts(Collection<String> texts) {
    return texts.stream().map(Json::of).collect(JsonArray.collect());
  }

  /** Files that are called after the step are those of that step only. */
  private static Optional<String> place(CachedStep step) {
    NodeWalking walking = step.walking();
    return walking
        .runner(step.task())
        .leaves(walking.path(), walking.attempt())
        .map(any -> walking.path().text());
  }

  private static JsonObject files(CachedStep step) {
    JsonObject.Builder files = JsonObject.builder();
    for (String glob : step.rule().files()) {
      Map<String, String> found =
          FileHashes.of(step.walking().directory(), glob, step.walking().surroundings().state());
      if (found.isEmpty()) {
        throw new NoSuchFilesException(
            "no file matches \"" + glob + "\" in " + step.walking().directory());
      }
      found.forEach(files::put);
    }
    return files.build();
  }

  private static JsonObject arguments(CachedStep step) {
    NodeWalking walking = step.walking();
    Map<String, Json> sorted =
        new TreeMap<>(Arguments.of(walking.signature(step.task()), walking.parameters(), Map.of()));
    step.task().secrets().forEach(sorted::remove);
    return new JsonObject(sorted);
  }

  private static JsonObject got(CachedStep step) {
    JsonObject.Builder got = JsonObject.builder();
    for (String glob : step.task().catalog().get()) {
      for (CatalogEntry file : step.walking().catalog().find(step.walking().runId(), glob)) {
        got.put(file.name(), file.sha256());
      }
    }
    return got.build();
  }
}
