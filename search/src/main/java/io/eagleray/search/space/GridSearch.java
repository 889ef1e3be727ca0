package io.eagleray.search.space;

import java.util.List;

/**
 * Values that are all tried, in every combination with other grids (Ray Tune's {@code
 * grid_search}).
 *
 * @param values at least one, all different
 */
public record GridSearch(List<Object> values) implements ListedDomain {

  public GridSearch {
    values = Values.checked("grid_search", values);
  }

  public static GridSearch of(Object... values) {
    return new GridSearch(List.of(values));
  }

  @Override
  public String type() {
    return "grid_search";
  }

  @Override
  public boolean isOrdered() {
    return false;
  }
}
