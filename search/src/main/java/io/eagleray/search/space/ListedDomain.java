package io.eagleray.search.space;

import java.util.List;
import java.util.OptionalLong;

/**
 * Values that are written down one by one: text, numbers, booleans, {@link Nothing}, or lists and
 * maps of them, in any mixture. Numbers are held as {@link Long} or {@link Double}.
 */
public sealed interface ListedDomain extends Domain permits Choice, Ordinal, GridSearch, Constant {

  /** The values in the order in which they were given; at least one, all different. */
  List<Object> values();

  /**
   * The place of {@code value} in {@link #values()}, numbers compared by value; -1 if it is not
   * there.
   */
  default int indexOf(Object value) {
    int exact = values().indexOf(value);
    if (exact >= 0
        || !(value instanceof Number || value instanceof List || value instanceof Boolean)) {
      return exact;
    }
    for (int i = 0; i < values().size(); i++) {
      if (Values.same(values().get(i), value)) {
        return i;
      }
    }
    return -1;
  }

  @Override
  default Object fromUnit(double unit) {
    int last = values().size() - 1;
    return values().get(Math.min(last, Math.max(0, (int) (unit * values().size()))));
  }

  @Override
  default double toUnit(Object value) {
    return (indexOf(value) + 0.5) / values().size();
  }

  @Override
  default double cellWidth(Object value) {
    return 1.0 / values().size();
  }

  @Override
  default OptionalLong cardinality() {
    return OptionalLong.of(values().size());
  }

  @Override
  default boolean contains(Object value) {
    return indexOf(value) >= 0;
  }

  @Override
  default Object canonical(Object value) {
    return values().get(indexOf(value));
  }

  @Override
  default String rule() {
    int shown = Math.min(values().size(), 12);
    String list = values().subList(0, shown).toString();
    return "one of " + (shown < values().size() ? list.replaceFirst("]$", ", …]") : list);
  }
}
