package io.eagleray.targets.ray.client;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Follows the log of one job, in constant memory. What comes over a WebSocket begins anew with each
 * connection: what was delivered is skipped, so that nothing is lost or repeated. Where WebSockets
 * do not get through, the whole log is read again and again, ever more rarely the longer it takes.
 * So is a log that is still short: over a WebSocket Ray holds the last lines back for up to three
 * seconds.
 *
 * <p>One thread follows; {@link #close} may be called by any.
 */
public final class JobLog implements AutoCloseable {
  /** How it ended. */
  public enum End {
    /** The job has ended, and its whole log was delivered. */
    COMPLETE,
    /** The job has ended, and the rest of its log cannot be had: its node is gone. */
    INCOMPLETE,
    /** It was closed. */
    CLOSED
  }

  /**
   * How it is followed.
   *
   * @param little up to how many bytes a log is read as a whole, several times a second
   * @param idle after how long without a byte the connection is tested
   * @param leastPoll how long is waited at least between two reads of the whole log
   * @param mostPoll how long at most
   * @param patience how long errors are borne before the last of them is thrown
   */
  public record Settings(
      long little, Duration idle, Duration leastPoll, Duration mostPoll, Duration patience) {
    /** 64 KiB; 15 s, 2 s, 60 s; 60 s. */
    public static final Settings DEFAULT =
        new Settings(
            64 << 10,
            Duration.ofSeconds(15),
            Duration.ofSeconds(2),
            Duration.ofSeconds(60),
            Duration.ofSeconds(60));
  }

  // Below this, the end of a log is read with one request, above it over a WebSocket: Ray holds
  // the answer to the request in memory.
  private static final long SMALL = 32L << 20;
  private static final int SOCKET_TRIES = 3;
  private static final int EARLY_PINGS = 3;
  private static final Duration EARLY_PAUSE = Duration.ofSeconds(1);
  private static final int END_TRIES = 4;
  private static final Duration TURN = Duration.ofMillis(500);
  private static final Duration LITTLE_PAUSE = Duration.ofMillis(300);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  private final RayClient client;
  private final String id;
  private final Settings settings;
  private final LongSupplier nanoTime;
  private final LogDownload download;
  private volatile boolean closed;

  /**
   * The log of a job; nothing is read yet.
   *
   * @param nanoTime a clock that never jumps, in nanoseconds
   */
  public JobLog(RayClient client, String id, Settings settings, LongSupplier nanoTime) {
    this.client = client;
    this.id = JobRequest.requireId(id);
    this.settings = settings;
    this.nanoTime = nanoTime;
    this.download = new LogDownload(client.http(), path(""));
  }

  private String path(String rest) {
    return "/api/jobs/" + id + "/logs" + rest;
  }

  /** Reads what there is of the log now. */
  public void read(LogConsumer consumer) {
    requireJob();
    download.into(new LogCursor(consumer));
  }

  /**
   * Delivers the log until the job has ended and all of it was delivered.
   *
   * @throws RayException.UnknownJobException if there is no such job, or no longer
   * @throws RayException if the cluster does not answer for longer than the patience
   */
  public End follow(LogConsumer consumer) {
    LogCursor cursor = new LogCursor(consumer);
    int fruitless = 0;
    Duration pause = FIRST_PAUSE;
    Optional<Long> failingSince = Optional.empty();
    while (!closed) {
      long before = cursor.delivered();
      long begin = nanoTime.getAsLong();
      boolean isLittle = before < settings.little();
      boolean polls = isLittle || fruitless >= SOCKET_TRIES;
      try {
        // Known to have ended before the log is read to its end: then nothing comes after it.
        if (requireJob().status().isTerminal()) {
          return closed ? End.CLOSED : finish(cursor);
        }
        if (polls) {
          download.into(cursor);
        } else {
          // Ray closes regularly even where its own connection to the job's node broke.
          listen(cursor);
          fruitless = cursor.delivered() > before ? 0 : fruitless + 1;
        }
        failingSince = Optional.empty();
      } catch (RayException.RejectedException refused) {
        fruitless = SOCKET_TRIES;
      } catch (RayException.UnreachableException
          | RayException.NoAnswerException
          | RayException.ServerFailedException
          | RayException.ClusterDeadException
          | RayException.BadAnswerException
          | RayException.NotRayException error) {
        fruitless = fruitless >= SOCKET_TRIES ? fruitless : fruitless + 1;
        failingSince = failingSince.or(() -> Optional.of(begin));
        if (nanoTime.getAsLong() - failingSince.get() > settings.patience().toNanos()) {
          throw error;
        }
      }
      boolean moved = cursor.delivered() > before;
      if (isLittle) {
        pause = moved ? LITTLE_PAUSE : shorter(longer(pause), settings.leastPoll());
        rest(pause);
        continue;
      }
      pause = moved ? FIRST_PAUSE : shorter(pause.multipliedBy(2), LONGEST_PAUSE);
      rest(polls ? pollPause(Duration.ofNanos(nanoTime.getAsLong() - begin)) : pause);
    }
    return End.CLOSED;
  }

  private RayJob requireJob() {
    return client
        .job(id)
        .orElseThrow(() ->
            new RayException.UnknownJobException(
                "the cluster at " + client.connection().base() + " knows no job " + id));
  }

  // A tenth of the time goes into reading at most.
  private Duration pollPause(Duration reading) {
    Duration wanted = reading.multipliedBy(10);
    return wanted.compareTo(settings.leastPoll()) < 0
        ? settings.leastPoll()
        : shorter(wanted, settings.mostPoll());
  }

  private static Duration longer(Duration pause) {
    return pause.multipliedBy(3).dividedBy(2);
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private void rest(Duration pause) {
    long end = nanoTime.getAsLong() + pause.toNanos();
    while (!closed && nanoTime.getAsLong() < end) {
      Pauses.pause(shorter(Duration.ofNanos(Math.max(1, end - nanoTime.getAsLong())), TURN));
    }
  }

  /**
   * One connection, from the log's start to its close.
   *
   * @return whether the other side closed it regularly, at least as far as it had come before
   */
  private boolean listen(LogCursor cursor) {
    cursor.beginPass();
    try (LogSocket socket = LogSocket.open(client.http(), path("/tail"))) {
      Liveness liveness = new Liveness();
      while (!closed) {
        Optional<Chunks.Chunk> next = socket.chunks().poll(TURN);
        if (next.isEmpty()) {
          if (!liveness.goesOn(socket)) {
            return false;
          }
          continue;
        }
        liveness.heard(next.get());
        switch (next.get()) {
          case Chunks.Chunk.Data data -> {
            cursor.take(data.bytes(), 0, data.bytes().length);
            data.more().run();
          }
          case Chunks.Chunk.Alive alive -> {}
          case Chunks.Chunk.End end -> {
            return end.isRegular() && cursor.isCaughtUp();
          }
        }
      }
      return false;
    }
  }

  /** Reads what is left of the log of a job that has ended. */
  private End finish(LogCursor cursor) {
    Duration pause = FIRST_PAUSE;
    for (int tried = 1; tried <= END_TRIES && !closed; tried++) {
      try {
        boolean atOnce = cursor.delivered() <= SMALL != (tried % 2 == 0);
        if (atOnce) {
          download.into(cursor);
          return End.COMPLETE;
        }
        if (listen(cursor)) {
          return End.COMPLETE;
        }
      } catch (RayException.InterruptedCallException interrupted) {
        throw interrupted;
      } catch (RayException error) {
        // Tried in another way; in the end the log is what was delivered.
      }
      rest(pause);
      pause = pause.multipliedBy(3);
    }
    return closed ? End.CLOSED : End.INCOMPLETE;
  }

  @Override
  public void close() {
    closed = true;
  }

  /**
   * Notices a connection that a proxy dropped without a word, and a server that forgot it; and one
   * that was cut, for the JDK's WebSocket misses that in one case of ten, right behind its first
   * bytes. Two pings go into the void then, and the third fails.
   */
  private final class Liveness {
    private long heard = nanoTime.getAsLong();
    private long data = heard;
    private long pinged = heard;
    private int early;

    void heard(Chunks.Chunk chunk) {
      heard = nanoTime.getAsLong();
      if (chunk instanceof Chunks.Chunk.Data) {
        data = heard;
        pinged = heard;
        early = 0;
      }
    }

    boolean goesOn(LogSocket socket) {
      long silent = nanoTime.getAsLong() - heard;
      long idle = settings.idle().toNanos();
      if (silent > 2 * idle) {
        return false;
      }
      long apart = early < EARLY_PINGS ? Math.min(EARLY_PAUSE.toNanos(), idle) : idle;
      if (nanoTime.getAsLong() - pinged > apart) {
        pinged = nanoTime.getAsLong();
        early++;
        socket.ping();
      }
      // A job that ended long ago has a log that ended.
      if (nanoTime.getAsLong() - data > 2 * idle) {
        data = nanoTime.getAsLong();
        return !requireJob().status().isTerminal();
      }
      return true;
    }
  }
}
