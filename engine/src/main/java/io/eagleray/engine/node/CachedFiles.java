package io.eagleray.engine.node;

import io.eagleray.engine.catalog.FileHashes;
import io.eagleray.model.CacheRule;
import io.eagleray.model.Node;
import io.eagleray.problem.Topic;
import io.eagleray.spi.NodeChecking;
import java.util.List;
import java.util.Optional;

/** Checks which files have to be the same for a node to be taken from an earlier run. */
public final class CachedFiles {
  private CachedFiles() {}

  /** Tells of each pattern that can name no file. */
  public static void check(Node node, NodeChecking checking) {
    Optional<CacheRule> rule = node.settings().cache();
    for (String glob : rule.map(CacheRule::files).orElse(List.of())) {
      FileHashes.problem(glob)
          .ifPresent(problem ->
              checking
                  .problems()
                  .about(Topic.CACHE)
                  .error(rule.orElseThrow().at(), "files: " + problem));
    }
  }
}
