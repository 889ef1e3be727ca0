package io.eagleray.problem;

import java.util.List;
import java.util.stream.Collectors;

/** The input is wrong, in what the user can mend in files, arguments or secrets: exit code 2. */
public final class InvalidInputException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  @SuppressWarnings("serial")
  private final List<Problem> problems;

  public InvalidInputException(List<Problem> problems) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    if (problems.isEmpty()) {
      throw new IllegalArgumentException("an invalid input must have a problem");
    }
    this.problems = List.copyOf(problems);
  }

  public InvalidInputException(Location at, String message) {
    this(List.of(new Problem(at, Problem.Severity.ERROR, message)));
  }

  public List<Problem> problems() {
    return problems;
  }
}
