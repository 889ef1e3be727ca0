package io.eagleray.search.sampler;

import io.eagleray.search.space.Configuration;
import java.util.Optional;

/**
 * A sampler at work in one study. A proposal is a pure function of the space, the seed and the ask:
 * what a proposer remembers may only save time, since after a resume it starts afresh.
 */
@FunctionalInterface
public interface Proposer {

  /** The configuration to try next; empty when there is none left. */
  Optional<Configuration> propose(Ask ask);
}
