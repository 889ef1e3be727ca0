package io.eagleray.engine.ray;

import io.eagleray.json.JsonObject;
import io.eagleray.run.RunEvent;
import io.eagleray.spi.NodeWalking;
import java.util.ArrayList;
import java.util.List;

/** What the fan-outs of a Ray node's earlier attempts handed over, for the one that goes on. */
final class EarlierFanOuts {
  private EarlierFanOuts() {}

  /** The hand-overs, the oldest first; the log is read only where there may be any. */
  static List<JsonObject> of(NodeWalking walking) {
    List<JsonObject> earlier = new ArrayList<>();
    if (walking.attempt() > 1) {
      walking.replay(event -> {
        if (event.body() instanceof RunEvent.PhaseEnded phase
            && phase.path().equals(walking.path())
            && phase.phase().equals(RayNodeType.FAN_OUT)) {
          earlier.add(phase.handOver());
        }
      });
    }
    return earlier;
  }
}
