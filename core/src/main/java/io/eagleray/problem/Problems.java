package io.eagleray.problem;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects problems, so that all are told at once. Not thread-safe. */
public final class Problems {
  private final Set<Problem> all = new LinkedHashSet<>();

  public void error(Location at, String message) {
    add(new Problem(at, Problem.Severity.ERROR, message));
  }

  public void warning(Location at, String message) {
    add(new Problem(at, Problem.Severity.WARNING, message));
  }

  public void note(Location at, String message) {
    add(new Problem(at, Problem.Severity.NOTE, message));
  }

  /** Adds a problem; the same one twice is kept once. */
  public void add(Problem problem) {
    all.add(problem);
  }

  public boolean hasErrors() {
    return all.stream().anyMatch(problem -> problem.severity() == Problem.Severity.ERROR);
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
    return all.stream()
        .filter(problem -> problem.severity() == severity)
        .sorted(Comparator.comparing(Problem::at))
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
