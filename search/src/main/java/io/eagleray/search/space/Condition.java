package io.eagleray.search.space;

import java.util.List;

/**
 * A parameter exists only where its parent has one of these values.
 *
 * @param parent the name of a parameter that comes earlier in the space
 * @param values values of the parent's domain, at least one
 */
public record Condition(String parent, List<Object> values) {

  public Condition {
    values = Values.checked("when", values);
  }

  /** Whether a parent's value fulfils this condition. */
  public boolean holdsFor(Object parentValue) {
    for (Object value : values) {
      if (Values.same(value, parentValue)) {
        return true;
      }
    }
    return false;
  }
}
