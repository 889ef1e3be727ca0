package io.eagleray.search.space;

import java.util.List;

/**
 * A value that is the same in every trial.
 *
 * @param value text, a number, a boolean, or lists and maps of them
 */
public record Constant(Object value) implements ListedDomain {

  public Constant {
    value = Values.canonical("constant", value);
  }

  @Override
  public String type() {
    return "constant";
  }

  @Override
  public List<Object> values() {
    return List.of(value);
  }

  @Override
  public boolean isOrdered() {
    return false;
  }
}
