package io.eagleray.worker.sample;

import io.eagleray.trial.Trial;
import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** User code for the tests of the worker: it is loaded by the worker, not by the tests. */
public final class Sample {
  private static int calls;
  private static final CountDownLatch NEVER = new CountDownLatch(1);

  public enum Color {
    RED,
    GREEN
  }

  public record Rows(int train, int test) {}

  public record Settings(double rate, Color color, Optional<Integer> depth) {}

  public static void nothing() {}

  /** An exception that breaks when it is asked what it says. */
  private static final class MuteException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    @Override
    public String getMessage() {
      throw new IllegalStateException("no text");
    }
  }

  public static void failsMutely() {
    throw new MuteException();
  }

  public static @Nullable Object given(@Nullable Object checkpoint) {
    return checkpoint == null ? Map.of("given", "nothing") : Map.of("given", checkpoint);
  }

  public static int count() {
    return ++calls;
  }

  public static Map<String, Object> everything(
      int number, List<String> names, Color color, LocalDate date, Optional<Double> rate) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("number", number);
    all.put("names", names);
    all.put("color", color);
    all.put("date", date);
    all.put("rate", rate.orElse(-1.0));
    return all;
  }

  public static String settings(Settings settings) {
    return settings.toString();
  }

  public String onAnInstance(String name) {
    return "hello " + name;
  }

  public static Object model(String name) {
    return new ModelObject(name);
  }

  public static String useModel(ModelObject model) {
    return model.name;
  }

  public static Object notSerializable() {
    return Map.of("inner", List.of(1, new Object()));
  }

  public static Rows rows() {
    return new Rows(3, 4);
  }

  public static void print(String text, int times) {
    for (int i = 0; i < times; i++) {
      System.out.println(text);
    }
    System.err.print("end");
  }

  public static void printInThread(String text) throws InterruptedException {
    Thread thread = new Thread(() -> System.out.println(text));
    thread.start();
    thread.join();
    IntStream.range(0, 100).parallel().forEach(i -> System.out.print(i == 50 ? text : ""));
  }

  public static void fail(String message) {
    Runnable inner =
        () -> {
          throw new IllegalStateException(message);
        };
    inner.run();
  }

  public static void exit(int code) {
    System.exit(code);
  }

  public static int exhaust() {
    List<long[]> all = new ArrayList<>();
    while (all.size() < Integer.MAX_VALUE) {
      all.add(new long[10_000_000]);
    }
    return all.size();
  }

  public static int recurse(int depth) {
    return depth < 0 ? 0 : recurse(depth + 1) + 1;
  }

  /** Once compiled, the loop of {@code countDown} has no safe point; reports when it is. */
  public static int spin(Trial trial) {
    int sum = 0;
    for (int i = 0; i < 100_000; i++) {
      sum += countDown(1_000);
    }
    trial.report("sum", sum);
    while (sum != 0) {
      sum += countDown(Integer.MAX_VALUE) | 1;
    }
    return sum;
  }

  private static int countDown(int from) {
    int sum = 1;
    for (int i = from; i > 0; i--) {
      sum += 1_000_000_007 / (sum | 1) % i;
    }
    return sum;
  }

  public static void waitForever() throws InterruptedException {
    NEVER.await();
  }

  public static void ignoreInterrupts() {
    while (NEVER.getCount() > 0) {
      try {
        TimeUnit.HOURS.sleep(1);
      } catch (InterruptedException e) {
        System.out.println("ignored");
      }
    }
  }

  public static String child(String command) throws IOException {
    Process process = new ProcessBuilder("sh", "-c", command).redirectErrorStream(true).start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  public static String seen(String className) {
    try {
      return Class.forName(className).getName();
    } catch (ClassNotFoundException e) {
      return "hidden";
    }
  }

  public static Map<String, Object> plainTrial(double rate) {
    return Map.of("accuracy", rate * 2, "model", new ModelObject("m"));
  }

  public static @Nullable String train(double rate, Trial trial) {
    for (int i = trial.step() + 1; i <= 3; i++) {
      trial.report(Map.of("accuracy", rate * i), new ModelObject("step " + i));
    }
    return trial.checkpoint().map(Object::toString).orElse(null);
  }

  public static int manyReports(int times, Trial trial) {
    for (int i = 0; i < times; i++) {
      trial.report("loss", i);
    }
    return trial.step();
  }

  public static String ambiguous(int a) {
    return "int";
  }

  public static String ambiguous(String a) {
    return "String";
  }

  /** Neither JSON nor a record. */
  public static final class ModelObject implements Serializable {
    final String name;

    ModelObject(String name) {
      this.name = name;
    }

    @Override
    public String toString() {
      return "ModelObject " + name;
    }
  }
}
