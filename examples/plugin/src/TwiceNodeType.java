package com.example.plugin;

import io.eagleray.model.Graph;
import io.eagleray.model.Links;
import io.eagleray.model.Node;
import io.eagleray.model.NodeSettings;
import io.eagleray.problem.Location;
import io.eagleray.spi.NodeChecking;
import io.eagleray.spi.NodeContract;
import io.eagleray.spi.NodeOutcome;
import io.eagleray.spi.NodeReading;
import io.eagleray.spi.NodeType;
import io.eagleray.spi.NodeWalking;
import java.util.Map;
import java.util.Optional;

/** {@code twice}: walks the graph under {@code branch}, and then again with what it returned. */
public final class TwiceNodeType implements NodeType {
  private static final String BRANCH = "branch";

  record TwiceNode(
      String name, Location at, Links links, Graph branch, NodeSettings settings) implements Node {
    @Override
    public String type() {
      return "twice";
    }
  }

  @Override
  public String name() {
    return "twice";
  }

  @Override
  public Node read(NodeReading reading) {
    if (!reading.mapping().has(BRANCH)) {
      reading
          .mapping()
          .problems()
          .error(reading.at(), "step \"" + reading.name() + "\" of type twice needs a \"branch\"");
    }
    Optional<Graph> branch = reading.graph(BRANCH);
    return branch.isEmpty()
        ? reading.unread()
        : new TwiceNode(
            reading.name(), reading.at(), reading.links(), branch.get(), reading.settings());
  }

  @Override
  public NodeContract check(Node node, NodeChecking checking) {
    return checking.check(((TwiceNode) node).branch());
  }

  @Override
  public Map<String, Graph> graphs(Node node) {
    return Map.of(BRANCH, ((TwiceNode) node).branch());
  }

  @Override
  public NodeOutcome walk(Node node, NodeWalking walking) {
    Graph branch = ((TwiceNode) node).branch();
    NodeOutcome first = walking.walk(branch, "first", Map.of());
    return first instanceof NodeOutcome.Success success
        ? walking.walk(branch, "second", success.outputs())
        : first;
  }

  @Override
  public String fingerprint(Node node) {
    return "twice";
  }

  @Override
  public String label(Node node) {
    return "twice";
  }
}
