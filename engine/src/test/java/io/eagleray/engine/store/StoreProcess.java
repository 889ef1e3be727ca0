package io.eagleray.engine.store;

import io.eagleray.engine.s3.S3Server;
import io.eagleray.engine.store.s3.S3Stores;
import io.eagleray.engine.store.segment.SegmentRunStore;
import io.eagleray.spi.RunStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A process of its own that uses a store: {@code append PLACE RUN WRITER COUNT}, {@code keep PLACE
 * RUN COUNT}, {@code lock}.
 */
public final class StoreProcess {
  private StoreProcess() {}

  /** Entry of the process. */
  public static void main(String[] args) throws Exception {
    String run = args[2];
    try (RunStore store = open(args[1])) {
      switch (args[0]) {
        case "append" -> {
          for (int i = 0; i < Integer.parseInt(args[4]); i++) {
            store.append(run, List.of(Events.warned(args[3], i)));
            System.out.println(i);
          }
        }
        case "keep" -> {
          for (int i = 0; i < Integer.parseInt(args[3]); i++) {
            store.append(run, List.of(Events.kept(key(i), "v" + i, i)));
            System.out.println(i);
          }
        }
        case "lock" -> {
          RunStore.RunLock lock = store.lock(run);
          System.out.println("locked");
          System.in.read();
          lock.close();
        }
        case "forget" -> {
          DriverLocks locks = new DriverLocks(Path.of(args[3]));
          try (RunStore.RunLock lock = locks.lock(run)) {
            System.out.println("locked");
            System.in.read();
            locks.forget(run);
          }
        }
        default -> throw new IllegalArgumentException(args[0]);
      }
    }
  }

  /** The key of the n-th success that {@code keep} writes. */
  static String key(int number) {
    return "%064x".formatted(number);
  }

  /** Opens a store: its kind and where it is, with a space between. */
  static RunStore open(String place) {
    String where = place.substring(place.indexOf(' ') + 1);
    return switch (place.substring(0, place.indexOf(' '))) {
      case "sqlite" -> SqliteRunStore.open(Path.of(where));
      case "segments" -> SegmentRunStore.open(Path.of(where), Clock.systemUTC());
      case "postgresql" -> PostgresServer.open(where.split(" ")[0], where.split(" ")[1], "60s");
      case "s3" ->
          ConfiguredStores.open(
              new S3Stores(),
              "s3",
              S3Server.config(where.split(" ")[0], where.split(" ")[1], "60s"));
      default -> throw new IllegalArgumentException(place);
    };
  }

  static Process start(Path output, String... args) throws IOException {
    List<String> command =
        new java.util.ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx64m",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                StoreProcess.class.getName()));
    command.addAll(List.of(args));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .start();
  }

  /** Waits until the process has written that text. */
  static void await(Process process, Path output, String text)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!Files.readString(output).contains(text)) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        throw new AssertionError("no \"" + text + "\" in: " + Files.readString(output));
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }
}
