package io.eagleray.spi;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The command types that there are.
 *
 * @param keys by the word under {@code command_type}: the keys of a task that this type alone knows
 */
public record CommandTypes(Map<String, Set<String>> keys) {
  public CommandTypes {
    keys = Map.copyOf(keys);
  }

  /** Those of task runners. */
  public static CommandTypes of(Collection<TaskRunnerProvider> providers) {
    Map<String, Set<String>> keys = new LinkedHashMap<>();
    providers.forEach(provider -> keys.put(provider.commandType(), provider.keys()));
    return new CommandTypes(keys);
  }

  /** The words under {@code command_type}. */
  public Set<String> names() {
    return keys.keySet();
  }
}
