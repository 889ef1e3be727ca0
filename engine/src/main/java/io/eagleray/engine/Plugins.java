package io.eagleray.engine;

import io.eagleray.spi.NodeType;
import io.eagleray.spi.TaskRunnerProvider;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.function.Function;

/**
 * The parts that {@link ServiceLoader} finds, the built-in ones among them.
 *
 * @param nodeTypes by the word under {@code type}
 * @param taskRunners by the word under {@code command_type}
 */
record Plugins(Map<String, NodeType> nodeTypes, Map<String, TaskRunnerProvider> taskRunners) {

  /**
   * Finds them.
   *
   * @throws IllegalStateException if two of one kind have the same name
   */
  static Plugins load() {
    return new Plugins(
        load(NodeType.class, NodeType::name),
        load(TaskRunnerProvider.class, TaskRunnerProvider::commandType));
  }

  /** The same, with a task runner that goes before the one of its command type. */
  Plugins with(TaskRunnerProvider provider) {
    Map<String, TaskRunnerProvider> runners = new LinkedHashMap<>(taskRunners);
    runners.put(provider.commandType(), provider);
    return new Plugins(nodeTypes, runners);
  }

  private static <T> Map<String, T> load(Class<T> kind, Function<T, String> name) {
    return byEachName(kind, plugin -> List.of(name.apply(plugin)));
  }

  /**
   * The plugins of one kind, each under all of its names.
   *
   * @throws IllegalStateException if two have the same name
   */
  static <T> Map<String, T> byEachName(Class<T> kind, Function<T, List<String>> names) {
    Map<String, T> found = new LinkedHashMap<>();
    for (T plugin : ServiceLoader.load(kind)) {
      for (String name : names.apply(plugin)) {
        T other = found.putIfAbsent(name, plugin);
        if (other != null) {
          throw new IllegalStateException(
              "two plugins are called \""
                  + name
                  + "\": "
                  + other.getClass().getName()
                  + " and "
                  + plugin.getClass().getName());
        }
      }
    }
    return found;
  }
}
