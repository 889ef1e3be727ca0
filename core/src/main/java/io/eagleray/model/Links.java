package io.eagleray.model;

import io.eagleray.problem.Location;
import java.util.Optional;

/**
 * Where the walk goes from a node.
 *
 * @param next the step that follows a success; empty for a terminal node
 * @param implicit whether {@code next} was not written and follows from the order in the file
 * @param onFailure the step that follows a failure
 * @param nextAt where {@code next} stands, or the step where it is implicit
 * @param onFailureAt where {@code on_failure} stands, or the step where there is none
 */
public record Links(
    Optional<String> next,
    boolean implicit,
    Optional<String> onFailure,
    Location nextAt,
    Location onFailureAt) {

  /** The links of a terminal node. */
  public static Links none(Location at) {
    return new Links(Optional.empty(), false, Optional.empty(), at, at);
  }

  public Links withNext(String step) {
    return new Links(Optional.of(step), implicit, onFailure, nextAt, onFailureAt);
  }
}
