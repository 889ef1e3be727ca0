package io.eagleray.problem;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Collects problems, so that all are told at once. Not thread-safe. */
public final class Problems {
  private final Map<Problem, Problem> all;
  private final Optional<Topic> topic;

  public Problems() {
    this(new LinkedHashMap<>(), Optional.empty());
  }

  private Problems(Map<Problem, Problem> all, Optional<Topic> topic) {
    this.all = all;
    this.topic = topic;
  }

  /** The same collection, for telling what is about something. */
  public Problems about(Topic other) {
    return new Problems(all, Optional.of(other));
  }

  /** What is told here is about this. */
  public Optional<Topic> topic() {
    return topic;
  }

  public void error(Location at, String message) {
    add(new Problem(at, Problem.Severity.ERROR, message, topic));
  }

  public void warning(Location at, String message) {
    add(new Problem(at, Problem.Severity.WARNING, message, topic));
  }

  public void note(Location at, String message) {
    add(new Problem(at, Problem.Severity.NOTE, message, topic));
  }

  /** Adds a problem; the same one twice is kept once, whatever it is said to be about. */
  public void add(Problem problem) {
    all.putIfAbsent(new Problem(problem.at(), problem.severity(), problem.message()), problem);
  }

  public boolean hasErrors() {
    return all.values().stream().anyMatch(problem -> problem.severity() == Problem.Severity.ERROR);
  }

  /** The errors, in the order of their places. */
  public List<Problem> errors() {
    return of(Problem.Severity.ERROR);
  }

  /** The warnings, in the order of their places. */
  public List<Problem> warnings() {
    return of(Problem.Severity.WARNING);
  }

  /** How things are understood, in the order of their places. */
  public List<Problem> notes() {
    return of(Problem.Severity.NOTE);
  }

  private List<Problem> of(Problem.Severity severity) {
    return all.values().stream()
        .filter(problem -> problem.severity() == severity)
        .sorted((one, other) -> one.at().compareTo(other.at()))
        .toList();
  }

  /**
   * Ends the reading where there are errors.
   *
   * @throws InvalidInputException with all of them
   */
  public void throwIfErrors() {
    if (hasErrors()) {
      throw new InvalidInputException(errors());
    }
  }
}
