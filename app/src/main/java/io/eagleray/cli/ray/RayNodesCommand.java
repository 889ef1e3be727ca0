package io.eagleray.cli.ray;

import io.eagleray.cli.console.Console;
import io.eagleray.cli.console.ExitCode;
import io.eagleray.cli.console.Root;
import io.eagleray.cli.document.RayStatusDocument;
import io.eagleray.cli.document.TextTable;
import io.eagleray.json.Json;
import io.eagleray.json.JsonArray;
import io.eagleray.json.JsonObject;
import io.eagleray.targets.ray.client.Amounts;
import io.eagleray.targets.ray.client.ClusterNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code ray nodes}: the machines of a cluster. */
@Command(name = "nodes", description = "Lists the nodes of a cluster, and what each has.")
final class RayNodesCommand implements Callable<Integer> {
  private static final List<String> COLUMNS = List.of("CPU", "GPU", "memory");

  private final Root root;
  @Mixin private RayOptions options = new RayOptions();

  @Parameters(arity = "0..1", paramLabel = "ADDRESS", description = "instead of --address")
  private Optional<String> address = Optional.empty();

  RayNodesCommand(Root root) {
    this.root = root;
  }

  @Override
  public Integer call() {
    try (RayOptions.Reached reached = options.open(root, address)) {
      List<ClusterNode> nodes = reached.client().nodes();
      Console console = root.console();
      if (root.isJson()) {
        JsonArray list =
            nodes.stream().map(node -> (Json) document(node)).collect(JsonArray.collect());
        console.out().println(JsonObject.builder().put("nodes", list).build().text());
        return ExitCode.DONE;
      }
      TextTable table = new TextTable("NODE", "STATE", "CPU", "GPU", "MEMORY", "OTHERS");
      nodes.forEach(node -> table.add(row(node)));
      table.lines().forEach(console.out()::println);
      return ExitCode.DONE;
    }
  }

  private static String[] row(ClusterNode node) {
    String others =
        node.total().entrySet().stream()
            .filter(each -> !COLUMNS.contains(each.getKey()))
            .filter(each -> !each.getKey().equals("object_store_memory"))
            .sorted(Map.Entry.comparingByKey())
            .map(each -> Amounts.of(each.getKey(), each.getValue()))
            .collect(Collectors.joining(", "));
    return new String[] {
      node.ip() + (node.isHead() ? " (head)" : ""),
      node.isAlive() ? "alive" : "dead",
      Amounts.count("CPU", node.total("CPU")),
      Amounts.count("GPU", node.total("GPU")),
      Amounts.count("memory", node.total("memory")),
      others
    };
  }

  private static JsonObject document(ClusterNode node) {
    return JsonObject.builder()
        .put("id", node.id())
        .put("ip", node.ip())
        .put("head", node.isHead())
        .put("state", node.isAlive() ? "ALIVE" : "DEAD")
        .put("resources", RayStatusDocument.amounts(node.total()))
        .build();
  }
}
