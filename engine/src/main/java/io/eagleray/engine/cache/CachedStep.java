package io.eagleray.engine.cache;

import io.eagleray.model.CacheRule;
import io.eagleray.model.Node;
import io.eagleray.model.Task;
import io.eagleray.spi.NodeType;
import io.eagleray.spi.NodeWalking;
import java.util.Optional;

/**
 * A step that may be taken from an earlier run.
 *
 * @param task all that it does
 * @param fingerprint what its node's type says of it
 * @param walking what it has at hand
 */
record CachedStep(CacheRule rule, Task task, String fingerprint, NodeWalking walking) {

  /** A node as such a step; empty where it is none. */
  static Optional<CachedStep> of(Node node, NodeType type, NodeWalking walking) {
    return node.settings()
        .cache()
        .flatMap(rule ->
            type.cachedTask(node)
                .map(task -> new CachedStep(rule, task, type.cachedFingerprint(node), walking)));
  }
}
