/**
 * The Java task worker: a process of its own that runs Java and shell steps for the engine.
 *
 * <p>{@link io.eagleray.worker.WorkerMain} is its entry, {@link io.eagleray.worker.WorkerCommand}
 * the command line that starts it. The pipes, the messages and the values are described in {@code
 * docs/design/worker-protocol.md}. Inside, {@code worker} reads messages and starts tasks, {@code
 * task} runs them, {@code value} converts what goes in and out, and {@code redact} keeps secrets
 * out of everything that is written.
 */
@NullMarked
package io.eagleray.worker;

import org.jspecify.annotations.NullMarked;
