package io.eagleray.engine;

import io.eagleray.engine.node.FailNodeType;
import io.eagleray.engine.node.StubNodeType;
import io.eagleray.engine.node.SuccessNodeType;
import io.eagleray.engine.node.TaskNodeType;
import io.eagleray.engine.ray.EmbeddedBackend;
import io.eagleray.engine.ray.Machine;
import io.eagleray.engine.ray.RayNodeType;
import io.eagleray.engine.task.JvmPools;
import io.eagleray.engine.task.ShellTaskRunnerProvider;
import io.eagleray.spi.NodeType;
import io.eagleray.spi.RayBackend;
import io.eagleray.spi.TaskRunnerProvider;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.function.LongSupplier;

/**
 * The built-in parts and those that {@link ServiceLoader} finds; a found one does not replace a
 * built-in one.
 *
 * @param nodeTypes by the word under {@code type}
 * @param taskRunners by the word under {@code command_type}
 */
record Plugins(Map<String, NodeType> nodeTypes, Map<String, TaskRunnerProvider> taskRunners) {

  /**
   * Finds them.
   *
   * @param seeds where a search without a seed gets its own from
   */
  static Plugins load(Machine machine, LongSupplier seeds) {
    List<RayBackend> backends = new ArrayList<>();
    backends.add(new EmbeddedBackend(machine, seeds));
    ServiceLoader.load(RayBackend.class).forEach(backends::add);
    JvmPools pools = new JvmPools();
    Map<String, NodeType> types = new LinkedHashMap<>();
    List.of(
            new TaskNodeType(),
            new RayNodeType(backends),
            new StubNodeType(),
            new SuccessNodeType(),
            new FailNodeType())
        .forEach(type -> types.put(type.name(), type));
    ServiceLoader.load(NodeType.class).forEach(type -> types.putIfAbsent(type.name(), type));
    Map<String, TaskRunnerProvider> runners = new LinkedHashMap<>();
    List.of(new ShellTaskRunnerProvider(pools))
        .forEach(runner -> runners.put(runner.commandType(), runner));
    ServiceLoader.load(TaskRunnerProvider.class)
        .forEach(runner -> runners.putIfAbsent(runner.commandType(), runner));
    return new Plugins(types, runners);
  }
}
