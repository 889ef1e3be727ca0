package io.eagleray.yaml;

import io.eagleray.problem.Location;
import io.eagleray.problem.Problems;
import java.nio.file.Path;
import java.util.Optional;

/** Tells a file with a single task from one with a whole pipeline. */
public final class JobFile {
  private JobFile() {}

  /**
   * Where a whole pipeline begins in the file; empty where there is none, or where the file cannot
   * be read, which is told when it is read to be run.
   *
   * @param name the file as the user named it
   */
  public static Optional<Location> wholePipeline(Path file, String name) {
    return YamlFile.read(file, name, new Problems())
        .map(Document::root)
        .filter(Located.Mapping.class::isInstance)
        .map(root -> ((Located.Mapping) root).entries())
        .filter(entries -> !entries.containsKey(SingleJob.JOB))
        .flatMap(entries -> Optional.ofNullable(entries.get(SingleJob.DAG)))
        .map(Located.Entry::keyAt);
  }
}
