package io.eagleray.engine.worker;

import io.eagleray.json.JsonObject;

/** A task in a worker, as the protocol sees it. Called from the worker's reading thread. */
interface WorkerTask {
  /** A message of the worker about this task. */
  void message(JsonObject message);

  /** The worker ended before the task did. */
  void died(WorkerDeath death);
}
