package io.eagleray.engine.node;

import io.eagleray.model.FailNode;
import io.eagleray.model.Node;
import io.eagleray.run.Failure;
import io.eagleray.spi.NodeChecking;
import io.eagleray.spi.NodeContract;
import io.eagleray.spi.NodeOutcome;
import io.eagleray.spi.NodeReading;
import io.eagleray.spi.NodeType;
import io.eagleray.spi.NodeWalking;

/** {@code fail}: the end of a graph. */
public final class FailNodeType implements NodeType {
  @Override
  public String name() {
    return "fail";
  }

  @Override
  public Node read(NodeReading reading) {
    return new FailNode(reading.name(), reading.at());
  }

  @Override
  public NodeContract check(Node node, NodeChecking checking) {
    return NodeContract.NOTHING;
  }

  @Override
  public NodeOutcome walk(Node node, NodeWalking walking) {
    return new NodeOutcome.Failed(Failure.of("failed", "the walk reached the step \"fail\""));
  }

  @Override
  public String fingerprint(Node node) {
    return "fail";
  }

  @Override
  public String label(Node node) {
    return "fail";
  }
}
