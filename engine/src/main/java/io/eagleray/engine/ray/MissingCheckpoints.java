package io.eagleray.engine.ray;

import io.eagleray.model.ray.Tune;
import io.eagleray.run.RunEvent;
import io.eagleray.spi.NodeWalking;
import java.util.Optional;

/** Tells once in a run that trials which save no checkpoint begin anew when they go on. */
final class MissingCheckpoints {
  private final String warning;
  private boolean told;

  MissingCheckpoints(Tune tune, NodeWalking walking) {
    this.warning =
        walking.path()
            + ": trials save no checkpoint, and "
            + tune.scheduler().name()
            + " lets trials go on later: they begin again from their first step then";
    this.told = walking.read(state -> state.warnings().contains(warning));
  }

  /** The warning, where it is due for a trial that will go on later. */
  Optional<RunEvent> look(LiveTrial trial) {
    if (told || trial.checkpoint.isPresent()) {
      return Optional.empty();
    }
    told = true;
    return Optional.of(new RunEvent.Warned(warning));
  }
}
