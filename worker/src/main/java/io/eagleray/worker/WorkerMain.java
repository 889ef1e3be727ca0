package io.eagleray.worker;

import io.eagleray.worker.fault.WorkerException;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;

/**
 * The worker's entry: {@code --in N --out M} name the descriptors of the pipes from and to the
 * engine. {@link WorkerCommand} starts it so.
 *
 * <p>Exit codes: 0 when the pipe from the engine ended, 2 for wrong arguments, 70 when the engine's
 * messages could not be understood, 3 (the JVM's) when the heap is exhausted; or what user code
 * that calls {@code System.exit} gives.
 */
public final class WorkerMain {
  private static final int WRONG_ARGUMENTS = 2;
  private static final int PROTOCOL_BROKEN = 70;

  private WorkerMain() {}

  /** Runs the worker in this process until the engine's pipe ends; does not return. */
  @SuppressWarnings("SystemExitOutsideMain")
  public static void main(String[] arguments) {
    PrintStream own = System.err;
    if (arguments.length != 4 || !arguments[0].equals("--in") || !arguments[2].equals("--out")) {
      own.println("usage: --in DESCRIPTOR --out DESCRIPTOR");
      Runtime.getRuntime().halt(WRONG_ARGUMENTS);
    }
    Ending ending = new Ending();
    int status = 0;
    boolean idle = false;
    try (InputStream in = new FileInputStream("/dev/fd/" + arguments[1]);
        OutputStream out = new FileOutputStream("/dev/fd/" + arguments[3])) {
      Worker worker = new Worker(in, out);
      worker.work();
      idle = worker.isIdle();
    } catch (IOException | WorkerException e) {
      own.println("the worker ends: " + e.getMessage());
      status = PROTOCOL_BROKEN;
    }
    ending.end(status, idle);
  }
}
