package io.eagleray.model;

import io.eagleray.problem.Location;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * When what a step gives is taken from an earlier run instead of running it.
 *
 * @param key what has to be the same, besides the step's command, returns and catalog globs
 * @param files globs on files in the working directory whose content has to be the same too
 * @param expires how old it may be; empty: as old as it likes
 * @param at where that is written
 */
public record CacheRule(
    Set<Part> key, List<String> files, Optional<Duration> expires, Location at) {
  public CacheRule {
    key = Set.copyOf(key);
    files = List.copyOf(files);
  }

  /** What may have to be the same. */
  public enum Part {
    /** The values of its arguments, and the content of the files that it gets. */
    INPUTS,
    /** The sources or classes that it runs, and what they run with. */
    CODE
  }

  /** Whether the code has to be the same. */
  public boolean countsCode() {
    return key.contains(Part.CODE);
  }

  /** Whether the inputs have to be the same. */
  public boolean countsInputs() {
    return key.contains(Part.INPUTS);
  }
}
