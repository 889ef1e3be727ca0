package io.eagleray.engine.node;

import io.eagleray.model.Node;
import io.eagleray.model.SuccessNode;
import io.eagleray.spi.NodeChecking;
import io.eagleray.spi.NodeContract;
import io.eagleray.spi.NodeOutcome;
import io.eagleray.spi.NodeReading;
import io.eagleray.spi.NodeType;
import io.eagleray.spi.NodeWalking;

/** {@code success}: the end of a graph. */
public final class SuccessNodeType implements NodeType {
  @Override
  public String name() {
    return "success";
  }

  @Override
  public Node read(NodeReading reading) {
    return new SuccessNode(reading.name(), reading.at());
  }

  @Override
  public NodeContract check(Node node, NodeChecking checking) {
    return NodeContract.NOTHING;
  }

  @Override
  public NodeOutcome walk(Node node, NodeWalking walking) {
    return NodeOutcome.Success.EMPTY;
  }

  @Override
  public String fingerprint(Node node) {
    return "success";
  }

  @Override
  public String label(Node node) {
    return "success";
  }
}
