package io.eagleray.engine.node;

import io.eagleray.model.Node;
import io.eagleray.model.StubNode;
import io.eagleray.spi.CachedWork;
import io.eagleray.spi.NodeChecking;
import io.eagleray.spi.NodeContract;
import io.eagleray.spi.NodeOutcome;
import io.eagleray.spi.NodeReading;
import io.eagleray.spi.NodeType;
import io.eagleray.spi.NodeWalking;
import java.util.Optional;

/** {@code stub}: does nothing, and takes any keys. */
public final class StubNodeType implements NodeType {
  @Override
  public String name() {
    return "stub";
  }

  @Override
  public Node read(NodeReading reading) {
    Node node = new StubNode(reading.name(), reading.at(), reading.links());
    reading.mapping().json();
    return node;
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
    return "stub";
  }

  @Override
  public Optional<CachedWork> cachedWork(Node node) {
    return Optional.of(CachedWork.NONE);
  }

  @Override
  public String label(Node node) {
    return "stub";
  }
}
