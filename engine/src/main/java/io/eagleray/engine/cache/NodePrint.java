package io.eagleray.engine.cache;

import io.eagleray.json.Json;
import io.eagleray.json.JsonArray;
import io.eagleray.json.JsonObject;
import io.eagleray.model.Graph;
import io.eagleray.model.Node;
import io.eagleray.model.Task;
import io.eagleray.spi.CachedWork;
import io.eagleray.spi.NodeType;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that is written of a node and of what is inside it, and the code that they run, as far as it
 * decides what they give. Neither names nor places of the node itself are in it; of those inside
 * the names are, for links and paths go by them.
 *
 * @param types of nodes, by name
 * @param code by task, where that counts
 */
record NodePrint(Map<String, NodeType> types, Map<Task, String> code) {

  /** Of one that can be taken from an earlier run. */
  JsonObject of(Node node) {
    NodeType type = types.get(node.type());
    CachedWork work =
        type == null ? CachedWork.NONE : type.cachedWork(node).orElse(CachedWork.NONE);
    return JsonObject.builder()
        .put("type", node.type())
        .put("does", work.print())
        .put("tasks", work.tasks().stream().map(this::of).collect(JsonArray.collect()))
        .put("graphs", type == null ? new JsonArray(List.of()) : graphs(type, node))
        .build();
  }

  private Json of(Task task) {
    return JsonObject.builder()
        .put("secrets", texts(task.secrets()))
        .put("get", texts(task.catalog().get()))
        .put("put", texts(task.catalog().put()))
        .put("copies", task.catalog().storeCopy())
        .put("code", Optional.ofNullable(code.get(task)).map(Json::of))
        .build();
  }

  private static JsonArray texts(Collection<String> texts) {
    return texts.stream().map(Json::of).collect(JsonArray.collect());
  }

  /** In their order: reducers go by it. */
  private JsonArray graphs(NodeType type, Node node) {
    return type.graphs(node).entrySet().stream()
        .map(branch -> graph(branch.getValue()).with("branch", Json.of(branch.getKey())))
        .collect(JsonArray.collect());
  }

  private JsonObject graph(Graph graph) {
    return JsonObject.builder()
        .put("start_at", graph.startAt())
        .put(
            "steps",
            graph.nodes().values().stream()
                .filter(node -> !node.isTerminal())
                .map(this::step)
                .collect(JsonArray.collect()))
        .build();
  }

  private Json step(Node node) {
    return JsonObject.builder()
        .put("name", node.name())
        .put("next", node.next().map(Json::of))
        .put("on_failure", node.onFailure().map(Json::of))
        .put("when", node.settings().when().map(when -> Json.of(when.text())))
        .put("node", of(node))
        .build();
  }
}
