package io.eagleray.targets.ray.client;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Watches one accepted job until it ends or is lost. For one thread. */
public final class JobWatch {
  /**
   * How it is watched.
   *
   * @param first pause between the first looks
   * @param last pause between looks when nothing changes for long
   * @param lostAfter for how long a cluster may be silent before the job counts as lost
   */
  public record Settings(Duration first, Duration last, Duration lostAfter) {
    /** 0.5 s, 5 s; 60 s. */
    public static final Settings DEFAULT =
        new Settings(Duration.ofMillis(500), Duration.ofSeconds(5), Duration.ofSeconds(60));
  }

  private static final Duration TURN = Duration.ofMillis(200);
  private static final Duration SESSION_EVERY = Duration.ofSeconds(10);
  private static final Duration REASON_AFTER = Duration.ofSeconds(3);
  private static final Duration REASON_EVERY = Duration.ofSeconds(5);
  private static final double GROWTH = 1.5;

  private final RayClient client;
  private final String id;
  private final String session;
  private final Map<String, Double> needs;
  private final Settings settings;
  private final LongSupplier nanoTime;
  private final long begin;
  private Optional<Long> silentSince = Optional.empty();
  private long sessionAsked;
  private long reasonAsked;
  private Waiting waiting = new Waiting("", false);

  private record Waiting(String text, boolean isHopeless) {}

  /**
   * A watch of an accepted job.
   *
   * @param session the cluster's session when it was accepted; another one later means that the
   *     head was started anew
   * @param needs what the job's command itself asked for
   * @param nanoTime a clock that never jumps, in nanoseconds
   */
  public JobWatch(
      RayClient client,
      String id,
      String session,
      Map<String, Double> needs,
      Settings settings,
      LongSupplier nanoTime) {
    this.client = client;
    this.id = JobRequest.requireId(id);
    this.session = session;
    this.needs = Map.copyOf(needs);
    this.settings = settings;
    this.nanoTime = nanoTime;
    this.begin = nanoTime.getAsLong();
    this.sessionAsked = begin;
    this.reasonAsked = begin - REASON_EVERY.toNanos();
  }

  /**
   * Looks again and again, and tells each state that differs from the one before.
   *
   * @param isOver asked between looks; true ends the watch early
   * @return the last state: {@code Ended}, {@code Lost}, or any where it was over early
   */
  public JobState follow(Consumer<JobState> states, BooleanSupplier isOver) {
    Duration pause = settings.first();
    Optional<JobState> before = Optional.empty();
    while (true) {
      JobState now = look();
      boolean changed = before.filter(now::equals).isEmpty();
      if (changed) {
        states.accept(now);
      }
      if (now instanceof JobState.Ended || now instanceof JobState.Lost || isOver.getAsBoolean()) {
        return now;
      }
      pause = changed ? settings.first() : longer(pause);
      before = Optional.of(now);
      if (!rest(pause, isOver)) {
        return now;
      }
    }
  }

  private Duration longer(Duration pause) {
    Duration next = Duration.ofMillis((long) (pause.toMillis() * GROWTH));
    return next.compareTo(settings.last()) < 0 ? next : settings.last();
  }

  private boolean rest(Duration pause, BooleanSupplier isOver) {
    long end = nanoTime.getAsLong() + pause.toNanos();
    while (nanoTime.getAsLong() < end) {
      if (isOver.getAsBoolean()) {
        return false;
      }
      long left = Math.max(1_000_000, end - nanoTime.getAsLong());
      Pauses.pause(Duration.ofNanos(Math.min(left, TURN.toNanos())));
    }
    return true;
  }

  /**
   * Looks once.
   *
   * @throws RayException if the cluster refuses to tell: a wrong token, a foreign certificate
   */
  public JobState look() {
    try {
      Optional<RayJob> job = client.job(id);
      if (job.isEmpty()) {
        return new JobState.Lost(gone());
      }
      if (!job.get().status().isTerminal() && isOtherSession()) {
        return new JobState.Lost("the cluster's head was started anew while the job ran");
      }
      silentSince = Optional.empty();
      return state(job.get());
    } catch (RayException.UnreachableException
        | RayException.NoAnswerException
        | RayException.ServerFailedException
        | RayException.ClusterDeadException
        | RayException.BadAnswerException
        | RayException.NotRayException error) {
      return silent(error);
    }
  }

  private JobState silent(RayException error) {
    long now = nanoTime.getAsLong();
    silentSince = silentSince.or(() -> Optional.of(now));
    if (now - silentSince.get() < settings.lostAfter().toNanos()) {
      return new JobState.Silent(error.text());
    }
    return new JobState.Lost(
        error.text() + " (for " + TransportErrors.seconds(settings.lostAfter()) + " now)");
  }

  /** An old Ray tells no session, and then nobody can know which of the two it was. */
  private String gone() {
    String now = session();
    String why =
        session.isEmpty() || now.isEmpty()
            ? "it was deleted there, or its head was started anew"
            : now.equals(session) ? "it was deleted there" : "its head was started anew";
    return "the cluster no longer knows the job: " + why;
  }

  private String session() {
    try {
      return client.version().session();
    } catch (RayException.InterruptedCallException interrupted) {
      throw interrupted;
    } catch (RayException unknown) {
      return "";
    }
  }

  private boolean isOtherSession() {
    long now = nanoTime.getAsLong();
    if (session.isEmpty() || now - sessionAsked < SESSION_EVERY.toNanos()) {
      return false;
    }
    sessionAsked = now;
    String other = session();
    return !other.isEmpty() && !other.equals(session);
  }

  private JobState state(RayJob job) {
    return switch (job.status()) {
      case SUCCEEDED, FAILED, STOPPED -> new JobState.Ended(job);
      case RUNNING -> new JobState.Running(job);
      case PENDING, UNKNOWN -> {
        Waiting why = waiting(job);
        yield new JobState.Pending(job, why.text(), why.isHopeless());
      }
    };
  }

  private Waiting waiting(RayJob job) {
    long now = nanoTime.getAsLong();
    if (now - begin >= REASON_AFTER.toNanos() && now - reasonAsked >= REASON_EVERY.toNanos()) {
      reasonAsked = now;
      waiting = reason(job);
    }
    return waiting;
  }

  private Waiting reason(RayJob job) {
    List<ClusterNode> nodes;
    ClusterStatus status;
    try {
      nodes = client.nodes();
      status = client.clusterStatus();
    } catch (RayException.InterruptedCallException interrupted) {
      throw interrupted;
    } catch (RayException unknown) {
      return waiting;
    }
    Need own = new Need("the job's command", needs);
    List<Requirements.Shortage> shortages =
        Requirements.check(List.of(own), nodes, status.hasAutoscaler());
    if (!shortages.isEmpty()) {
      Requirements.Shortage first = shortages.getFirst();
      return new Waiting(first.message(), first.isCertain());
    }
    if (!own.resources().isEmpty()) {
      return new Waiting(busy(own, status), false);
    }
    if (!status.demand().isEmpty()) {
      return new Waiting(demanded(status), false);
    }
    return new Waiting(job.messageLine(), false);
  }

  private static String busy(Need own, ClusterStatus status) {
    StringBuilder text = new StringBuilder(own.who() + " waits for " + Amounts.of(own.resources()));
    own.resources()
        .forEach((name, count) -> {
          ClusterStatus.Usage usage = status.usage(name);
          if (usage.total() > 0) {
            text.append("; of ")
                .append(Amounts.of(name, usage.total()))
                .append(' ')
                .append(Amounts.count(name, usage.used()))
                .append(usage.used() == 1 ? " is used" : " are used");
          }
        });
    return text.toString();
  }

  private static String demanded(ClusterStatus status) {
    ClusterStatus.Demand first = status.demand().getFirst();
    return "the cluster is busy: "
        + first.count()
        + " × "
        + Amounts.of(first.resources())
        + " wait for resources";
  }
}
