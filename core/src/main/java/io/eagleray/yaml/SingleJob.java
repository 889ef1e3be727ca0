package io.eagleray.yaml;

import io.eagleray.problem.Problems;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The short form of a pipeline with one step: {@code job} holds what a step holds. */
final class SingleJob {
  private static final String JOB = "job";
  private static final String DAG = "dag";

  private SingleJob() {}

  /** Whether a file has the short form. */
  static boolean isIn(Located.Mapping root) {
    return root.entries().containsKey(JOB);
  }

  /** Tells that a file has not the short form, which it must have. */
  static void miss(Located.Mapping root, Path file, Problems problems) {
    Located.Entry dag = root.entries().get(DAG);
    if (dag == null) {
      problems.error(root.at(), "a job needs the key \"job\", with a task in it");
    } else {
      problems.error(
          dag.keyAt(),
          "\"dag\" makes it a pipeline, not a job; run it with \"eagleray run "
              + file
              + "\", or write \"job\" with a single task");
    }
  }

  /** The same file as it would be written in full, where it has the short form. */
  static Located.Mapping writtenOut(Located.Mapping root) {
    Located.Entry job = root.entries().get(JOB);
    if (job == null || root.entries().containsKey(DAG)) {
      return root;
    }
    Map<String, Located.Entry> entries = new LinkedHashMap<>();
    root.entries()
        .forEach((key, entry) -> {
          if (key.equals(JOB)) {
            entries.put(DAG, inside("steps", inside(JOB, job)));
          } else {
            entries.put(key, entry);
          }
        });
    return new Located.Mapping(root.at(), entries);
  }

  /** A mapping that has nothing but this, at the same place. */
  private static Located.Entry inside(String key, Located.Entry entry) {
    return new Located.Entry(entry.keyAt(), new Located.Mapping(entry.keyAt(), Map.of(key, entry)));
  }
}
