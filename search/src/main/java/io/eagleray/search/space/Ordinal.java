package io.eagleray.search.space;

import java.util.List;

/**
 * One of several values whose order means something: 16, 32, 64 or small, medium, large.
 *
 * @param values at least one, all different
 */
public record Ordinal(List<Object> values) implements ListedDomain {

  public Ordinal {
    values = Values.checked("ordinal", values);
  }

  public static Ordinal of(Object... values) {
    return new Ordinal(List.of(values));
  }

  @Override
  public String type() {
    return "ordinal";
  }

  @Override
  public boolean isOrdered() {
    return true;
  }
}
