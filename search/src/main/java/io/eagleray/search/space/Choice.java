package io.eagleray.search.space;

import java.util.List;

/**
 * One of several values without an order.
 *
 * @param values at least one, all different
 */
public record Choice(List<Object> values) implements ListedDomain {

  public Choice {
    values = Values.checked("choice", values);
  }

  public static Choice of(Object... values) {
    return new Choice(List.of(values));
  }

  @Override
  public String type() {
    return "choice";
  }

  @Override
  public boolean isOrdered() {
    return false;
  }
}
