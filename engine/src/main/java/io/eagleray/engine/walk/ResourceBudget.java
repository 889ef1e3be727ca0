package io.eagleray.engine.walk;

import io.eagleray.model.Bytes;
import io.eagleray.model.Resources;
import io.eagleray.run.StepPath;
import io.eagleray.spi.Cancellation;
import io.eagleray.spi.Machine;
import io.eagleray.spi.NodeWalking.Hold;
import java.util.HashSet;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What this machine has for the steps of one run. What asks for more than there is gets all there
 * is. Who waits is served in the order of the paths, so branches that began are ended before others
 * begin, and one that asks for much is not passed by for ever. Thread-safe.
 */
public final class ResourceBudget {
  /** How many steps run at once at most, however little each of them asks for. */
  static final int SEATS = 256;

  /**
   * So many waiting are enough: each of them keeps a branch with its stack, some 5 kB that outlive
   * the young generation.
   */
  static final int LONG_QUEUE = 16;

  private static final double ROUNDING = 1e-9;

  private final double cpus;
  private final long memory;
  private final PriorityQueue<Waiter> waiting = new PriorityQueue<>(ResourceBudget::inOrder);
  private final Set<StepPath> expected = new HashSet<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition shorter = lock.newCondition();
  private final AtomicLong count = new AtomicLong();

  /** How many were let in and have yet to make durable what was deferred. */
  private final AtomicInteger beginning = new AtomicInteger();

  private double freeCpus;
  private long freeMemory;
  private int freeSeats = SEATS;

  /** How many of those who wait are more for a step that is under way. */
  private int more;

  public ResourceBudget(Machine machine) {
    cpus = machine.cpus();
    memory = machine.memory().count();
    freeCpus = cpus;
    freeMemory = memory;
  }

  private static int inOrder(Waiter one, Waiter other) {
    int byPath = one.path.compareInWalkOrder(other.path);
    return byPath != 0 ? byPath : Long.compare(one.number, other.number);
  }

  private static final class Waiter {
    private final StepPath path;
    private final long number;
    private final double cpus;
    private final long memory;

    /** Whether it is more for a step that has a seat already, which nobody waits for. */
    private final boolean isMore;

    private final CompletableFuture<Boolean> served = new CompletableFuture<>();

    Waiter(StepPath path, long number, double cpus, long memory, boolean isMore) {
      this.path = path;
      this.number = number;
      this.cpus = cpus;
      this.memory = memory;
      this.isMore = isMore;
    }

    int seats() {
      return isMore ? 0 : 1;
    }
  }

  /** What a step was let in with; whoever gets one tells when it is about to write. */
  final class Seat implements Hold {
    private final Optional<Waiter> waiter;
    private final AtomicBoolean hasBegun;

    private Seat(Optional<Waiter> waiter) {
      this.waiter = waiter;
      this.hasBegun = new AtomicBoolean(waiter.isEmpty());
    }

    /**
     * To be called before the step writes anything, so that whoever saw it in {@link
     * #isAnyBeginning} has written before.
     */
    void begins() {
      if (hasBegun.compareAndSet(false, true)) {
        beginning.decrementAndGet();
      }
    }

    @Override
    public void close() {
      begins();
      waiter.ifPresent(ResourceBudget.this::release);
    }
  }

  /**
   * Whether a step is about to begin: the event that says so, or whoever holds on without one,
   * makes all durable that was deferred before this was asked.
   */
  boolean isAnyBeginning() {
    return beginning.get() > 0;
  }

  /**
   * Waits until so much is free.
   *
   * @param path of the step that asks
   * @param settle makes durable what was deferred; called before a wait, which may be long, unless
   *     a step that is about to begin does it
   * @return empty where it was cancelled before
   */
  Optional<Seat> hold(StepPath path, Resources asked, Cancellation cancellation, Runnable settle) {
    Waiter waiter = waiter(path, asked, false);
    enqueue(waiter);
    if (!waiter.served.isDone()) {
      settleFor(waiter, settle);
      try (Cancellation.Registration any = cancellation.onRequest(() -> giveUp(waiter))) {
        waiter.served.join();
      }
    }
    return seat(waiter);
  }

  /**
   * Asks for more, for a step that is under way. It is served among those who wait, and counts for
   * no seat and not with the queue.
   *
   * @param granted called once it is held, under the budget's lock
   */
  Hold ask(StepPath path, Resources asked, Runnable granted) {
    Waiter waiter = waiter(path, asked, true);
    waiter.served.thenAccept(isServed -> {
      if (isServed) {
        granted.run();
      }
    });
    enqueue(waiter);
    AtomicBoolean isOpen = new AtomicBoolean(true);
    return () -> {
      if (isOpen.compareAndSet(true, false)) {
        giveUp(waiter);
        if (waiter.served.join()) {
          release(waiter);
        }
      }
    };
  }

  private void settleFor(Waiter waiter, Runnable settle) {
    if (isAnyBeginning()) {
      return;
    }
    try {
      settle.run();
    } catch (RuntimeException e) {
      giveUp(waiter);
      seat(waiter).ifPresent(Seat::close);
      throw e;
    }
  }

  /** What a waiter gets, once that is known. */
  private Optional<Seat> seat(Waiter waiter) {
    return waiter.served.join() ? Optional.of(new Seat(Optional.of(waiter))) : Optional.empty();
  }

  /** What a step holds that asks for nothing. */
  Seat holdNothing(StepPath path) {
    arrived(path.parent());
    return new Seat(Optional.empty());
  }

  /** Waits while the queue is long; whoever would stand at its end misses nothing by that. */
  void awaitShortQueue(Cancellation cancellation) {
    try (Cancellation.Registration any = cancellation.onRequest(() -> locked(shorter::signalAll))) {
      locked(() -> {
        while (isLong() && !cancellation.isRequested()) {
          shorter.awaitUninterruptibly();
        }
      });
    }
  }

  /**
   * Counts a branch with those who wait, until its first step asks for something, or for nothing.
   */
  void expect(StepPath branch) {
    locked(() -> expected.add(branch));
  }

  /** A branch does not count any more; a second call does nothing. */
  void arrived(StepPath branch) {
    locked(() -> {
      if (expected.remove(branch) && !isLong()) {
        shorter.signalAll();
      }
    });
  }

  private boolean isLong() {
    return waiting.size() - more + expected.size() >= LONG_QUEUE;
  }

  private Waiter waiter(StepPath path, Resources asked, boolean isMore) {
    long bytes = asked.memory().map(Bytes::count).orElse(0L);
    return new Waiter(
        path,
        count.getAndIncrement(),
        Math.min(asked.cpus(), cpus),
        Math.min(bytes, memory),
        isMore);
  }

  private void enqueue(Waiter waiter) {
    locked(() -> {
      expected.remove(waiter.path.parent());
      waiting.add(waiter);
      more += waiter.isMore ? 1 : 0;
      serve();
    });
  }

  private void giveUp(Waiter waiter) {
    locked(() -> {
      if (waiting.remove(waiter)) {
        more -= waiter.isMore ? 1 : 0;
        waiter.served.complete(false);
        serve();
      }
    });
  }

  private void release(Waiter waiter) {
    locked(() -> {
      freeCpus += waiter.cpus;
      freeMemory += waiter.memory;
      freeSeats += waiter.seats();
      serve();
    });
  }

  private void serve() {
    for (Waiter next = waiting.peek(); next != null && fits(next); next = waiting.peek()) {
      waiting.poll();
      freeCpus -= next.cpus;
      freeMemory -= next.memory;
      freeSeats -= next.seats();
      if (next.isMore) {
        more--;
      } else {
        beginning.incrementAndGet();
      }
      next.served.complete(true);
    }
    if (!isLong()) {
      shorter.signalAll();
    }
  }

  private boolean fits(Waiter waiter) {
    return freeSeats >= waiter.seats()
        && freeCpus + ROUNDING >= waiter.cpus
        && freeMemory >= waiter.memory;
  }

  private void locked(Runnable action) {
    lock.lock();
    try {
      action.run();
    } finally {
      lock.unlock();
    }
  }
}
