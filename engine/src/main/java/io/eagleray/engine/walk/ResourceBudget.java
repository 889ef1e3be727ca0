package io.eagleray.engine.walk;

import io.eagleray.model.Bytes;
import io.eagleray.model.Resources;
import io.eagleray.run.StepPath;
import io.eagleray.spi.Cancellation;
import io.eagleray.spi.Machine;
import io.eagleray.spi.NodeWalking.Hold;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;

/**
 * What this machine has for the steps of one run. What asks for more than there is gets all there
 * is. Who waits is served in the order of the paths, so branches that began are ended before others
 * begin, and one that asks for much is not passed by for ever. Thread-safe.
 */
public final class ResourceBudget {
  /** How many steps run at once at most, however little each of them asks for. */
  static final int SEATS = 256;

  private static final double ROUNDING = 1e-9;

  private final double cpus;
  private final long memory;
  private final PriorityQueue<Waiter> waiting =
      new PriorityQueue<>(
          Comparator.comparing((Waiter waiter) -> waiter.path, StepPath::compareInWalkOrder)
              .thenComparing(waiter -> waiter.number));
  private double freeCpus;
  private long freeMemory;
  private int freeSeats = SEATS;
  private long count;

  public ResourceBudget(Machine machine) {
    cpus = machine.cpus();
    memory = machine.memory().count();
    freeCpus = cpus;
    freeMemory = memory;
  }

  private static final class Waiter {
    private final StepPath path;
    private final long number;
    private final double cpus;
    private final long memory;
    private final CompletableFuture<Boolean> served = new CompletableFuture<>();

    Waiter(StepPath path, long number, double cpus, long memory) {
      this.path = path;
      this.number = number;
      this.cpus = cpus;
      this.memory = memory;
    }
  }

  /**
   * Waits until so much is free.
   *
   * @param path of the step that asks
   * @return empty where it was cancelled before
   */
  Optional<Hold> hold(StepPath path, Resources asked, Cancellation cancellation) {
    Waiter waiter = enqueue(path, asked);
    if (!waiter.served.isDone()) {
      try (Cancellation.Registration any = cancellation.onRequest(() -> giveUp(waiter))) {
        waiter.served.join();
      }
    }
    return waiter.served.join() ? Optional.of(() -> release(waiter)) : Optional.empty();
  }

  private synchronized Waiter enqueue(StepPath path, Resources asked) {
    long bytes = asked.memory().map(Bytes::count).orElse(0L);
    Waiter waiter =
        new Waiter(path, count++, Math.min(asked.cpus(), cpus), Math.min(bytes, memory));
    waiting.add(waiter);
    serve();
    return waiter;
  }

  private synchronized void giveUp(Waiter waiter) {
    if (waiting.remove(waiter)) {
      waiter.served.complete(false);
      serve();
    }
  }

  private synchronized void release(Waiter waiter) {
    freeCpus += waiter.cpus;
    freeMemory += waiter.memory;
    freeSeats++;
    serve();
  }

  private void serve() {
    for (Waiter next = waiting.peek(); next != null && fits(next); next = waiting.peek()) {
      waiting.poll();
      freeCpus -= next.cpus;
      freeMemory -= next.memory;
      freeSeats--;
      next.served.complete(true);
    }
  }

  private boolean fits(Waiter waiter) {
    return freeSeats > 0 && freeCpus + ROUNDING >= waiter.cpus && freeMemory >= waiter.memory;
  }
}
