package io.eagleray.plan;

import io.eagleray.json.Json;
import io.eagleray.json.JsonObject;
import io.eagleray.model.FailNode;
import io.eagleray.model.Graph;
import io.eagleray.model.Node;
import io.eagleray.model.Pipeline;
import io.eagleray.model.SuccessNode;
import io.eagleray.run.StepPath;
import io.eagleray.spi.NodeType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What decides whether a changed pipeline may go on with an old run: the steps, their links, and
 * what each node type says of its nodes.
 */
public final class GraphFingerprints {
  /** The key of the pipeline's own entry: where it starts. */
  public static final String START = "";

  private GraphFingerprints() {}

  /**
   * The fingerprint of each step by its path, as JSON text; the terminal steps that need not be
   * written are left out.
   */
  public static Map<String, String> of(Pipeline pipeline, Map<String, NodeType> nodeTypes) {
    Map<String, String> prints = new LinkedHashMap<>();
    collect(StepPath.ROOT, pipeline.graph(), nodeTypes, prints);
    return prints;
  }

  private static void collect(
      StepPath path, Graph graph, Map<String, NodeType> nodeTypes, Map<String, String> prints) {
    prints.put(path.text(), JsonObject.builder().put("start_at", graph.startAt()).build().text());
    for (Node node : graph.nodes().values()) {
      if (!(node instanceof SuccessNode || node instanceof FailNode)) {
        StepPath step = path.child(node.name());
        prints.put(step.text(), of(node, nodeTypes));
        inside(node, nodeTypes)
            .forEach((name, inner) -> collect(step.child(name), inner, nodeTypes, prints));
      }
    }
  }

  private static Map<String, Graph> inside(Node node, Map<String, NodeType> nodeTypes) {
    NodeType type = nodeTypes.get(node.type());
    return type == null ? Map.of() : type.graphs(node);
  }

  private static String of(Node node, Map<String, NodeType> nodeTypes) {
    NodeType type = nodeTypes.get(node.type());
    return JsonObject.builder()
        .put("type", node.type())
        .put("next", node.next().map(Json::of))
        .put("on_failure", node.onFailure().map(Json::of))
        .put("when", node.settings().when().map(when -> Json.of(when.text())))
        .put("node", type == null ? "" : type.fingerprint(node))
        .build()
        .text();
  }

  /**
   * What changed between two pipelines, one line each; empty where nothing did.
   *
   * @param old the fingerprints of the run
   * @param changed those of the pipeline as it is now
   * @param nodeTypes tell what differs between their nodes
   */
  public static List<String> changes(
      Map<String, String> old, Map<String, String> changed, Map<String, NodeType> nodeTypes) {
    List<String> changes = new ArrayList<>();
    old.forEach((step, print) -> {
      String now = changed.get(step);
      if (now == null) {
        changes.add("step \"" + step + "\" was removed");
      } else if (!now.equals(print)) {
        changes.addAll(change(step, print, now, nodeTypes));
      }
    });
    changed
        .keySet()
        .forEach(step -> {
          if (!old.containsKey(step)) {
            changes.add("step \"" + step + "\" was added");
          }
        });
    return changes;
  }

  private static List<String> change(
      String step, String old, String now, Map<String, NodeType> nodeTypes) {
    JsonObject before = (JsonObject) Json.parse(old);
    JsonObject after = (JsonObject) Json.parse(now);
    for (String key : List.of("start_at", "type", "next", "on_failure", "when")) {
      Optional<String> was = before.text(key);
      Optional<String> is = after.text(key);
      if (!was.equals(is)) {
        String subject = step.equals(START) ? key : key + " of step \"" + step + "\"";
        return List.of(subject + " was " + shown(was) + " and is " + shown(is));
      }
    }
    List<String> inside =
        Optional.ofNullable(nodeTypes.get(after.text("type").orElse("")))
            .map(type ->
                type.differences(before.text("node").orElse(""), after.text("node").orElse("")))
            .orElse(List.of());
    return inside.isEmpty()
        ? List.of("step \"" + step + "\" was changed")
        : inside.stream().map(what -> what + ", in step \"" + step + "\"").toList();
  }

  private static String shown(Optional<String> value) {
    return value.map(text -> "\"" + text + "\"").orElse("absent");
  }
}
