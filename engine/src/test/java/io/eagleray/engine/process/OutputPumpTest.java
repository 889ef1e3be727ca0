package io.eagleray.engine.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputPumpTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  private Path log(String name) {
    return folder.resolve("logs").resolve(name);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String end(long task) {
    return "\u001e{\"end\": " + task + "}\n";
  }

  private OutputPump start(InputStream source) {
    return OutputPump.start("test", source, log("own"), UnaryOperator.identity());
  }

  @Test
  void eachTasksOutputGoesToItsLog() throws Exception {
    PipedOutputStream worker = new PipedOutputStream();
    OutputPump pump = start(new PipedInputStream(worker));
    pump.begin(1, log("one"), UnaryOperator.identity());
    worker.write(bytes("hello\n"));
    pump.begin(2, log("two"), UnaryOperator.identity());
    worker.write(bytes("still one, no line end" + end(1) + "two\n" + end(2) + "between\n"));
    worker.close();

    assertThat(pump.awaitEnd(LIMIT)).isTrue();
    assertThat(log("one")).hasContent("hello\nstill one, no line end");
    assertThat(log("two")).hasContent("two");
    assertThat(log("own")).hasContent("between");
  }

  @Test
  void aTasksLogIsWholeWhenItsEndIsTold() throws Exception {
    PipedOutputStream worker = new PipedOutputStream();
    OutputPump pump = start(new PipedInputStream(worker));
    pump.begin(7, log("seven"), UnaryOperator.identity());
    worker.write(bytes("all"));
    worker.flush();
    assertThat(pump.awaitEnd(7, Duration.ZERO)).isFalse();
    worker.write(bytes(end(7)));
    worker.flush();

    assertThat(pump.awaitEnd(7, LIMIT)).isTrue();
    assertThat(log("seven")).hasContent("all");
    worker.close();
  }

  @Test
  void aTaskThatPrintsNothingMakesNoLog() throws Exception {
    PipedOutputStream worker = new PipedOutputStream();
    OutputPump pump = start(new PipedInputStream(worker));
    pump.begin(1, log("one"), UnaryOperator.identity());
    worker.write(bytes(end(1)));
    worker.close();

    assertThat(pump.awaitEnd(LIMIT)).isTrue();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void whatOnlyLooksLikeAnEndStaysInTheLog() throws Exception {
    String text =
        "\u001e{\"end\": }\n\u001e\u001e{\"end\": x}\n\u001e{\"end\": 9}\n{\"end\": 1}\n\u001e{\"end\": 1";
    PipedOutputStream worker = new PipedOutputStream();
    OutputPump pump = start(new PipedInputStream(worker));
    pump.begin(1, log("one"), UnaryOperator.identity());
    worker.write(bytes(text));
    worker.close();

    assertThat(pump.awaitEnd(LIMIT)).isTrue();
    assertThat(log("one")).hasContent(text);
  }

  @Test
  void endsAreFoundHoweverTheBytesArrive() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    String text = "one" + end(1) + "two\u001e\n" + end(2) + "three" + end(30) + "rest";
    for (int round = 0; round < 50; round++) {
      Path one = log("one" + round);
      Path two = log("two" + round);
      Path three = log("three" + round);
      OutputPump[] pump = new OutputPump[1];
      PipedOutputStream worker = new PipedOutputStream();
      pump[0] = start(new SlowStream(new PipedInputStream(worker), random));
      pump[0].begin(1, one, UnaryOperator.identity());
      pump[0].begin(2, two, UnaryOperator.identity());
      pump[0].begin(30, three, UnaryOperator.identity());
      worker.write(bytes(text));
      worker.close();

      assertThat(pump[0].awaitEnd(LIMIT)).isTrue();
      assertThat(one).as("seed %d", seed).hasContent("one");
      assertThat(two).as("seed %d", seed).hasContent("two\u001e");
      assertThat(three).as("seed %d", seed).hasContent("three");
    }
  }

  /** Gives few bytes at a time. */
  private static final class SlowStream extends InputStream {
    private final InputStream source;
    private final Random random;

    SlowStream(InputStream source, Random random) {
      this.source = source;
      this.random = random;
    }

    @Override
    public int read() throws IOException {
      return source.read();
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      return source.read(bytes, offset, Math.min(length, 1 + random.nextInt(9)));
    }
  }

  @Test
  void filtersSeeEachLogByItself() throws Exception {
    PipedOutputStream worker = new PipedOutputStream();
    OutputPump pump = start(new PipedInputStream(worker));
    pump.begin(1, log("one"), Shout::new);
    worker.write(bytes("loud" + end(1) + "quiet"));
    worker.close();

    assertThat(pump.awaitEnd(LIMIT)).isTrue();
    assertThat(log("one")).hasContent("LOUD!");
    assertThat(log("own")).hasContent("quiet");
  }

  /** Writes capitals, and a last word when it is closed. */
  private static final class Shout extends FilterOutputStream {
    Shout(OutputStream target) {
      super(target);
    }

    @Override
    public void write(int b) throws IOException {
      out.write(Character.toUpperCase(b));
    }

    @Override
    public void close() throws IOException {
      out.write('!');
      super.close();
    }
  }

  @Test
  void aLogThatCannotBeWrittenHoldsNobodyUp() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "");
    PipedOutputStream worker = new PipedOutputStream();
    OutputPump pump = start(new PipedInputStream(worker));
    pump.begin(1, file.resolve("log"), UnaryOperator.identity());
    worker.write(bytes("lost\nlost\n" + end(1) + "kept"));
    worker.close();

    assertThat(pump.awaitEnd(LIMIT)).isTrue();
    assertThat(log("own")).hasContent("kept");
  }

  @Test
  void logsAreAppendedTo() throws Exception {
    Files.createDirectories(folder.resolve("logs"));
    Files.writeString(log("own"), "before\n");
    OutputPump pump = start(new ByteArrayInputStream(bytes("after")));

    assertThat(pump.awaitEnd(LIMIT)).isTrue();
    assertThat(log("own")).hasContent("before\nafter");
  }

  @Test
  @Tag("slow")
  void aHundredMegabytesOfARealProcessArrive() throws Exception {
    Process process =
        new ProcessBuilder("/bin/sh", "-c", "head -c 104857600 /dev/zero >&2").start();
    OutputPump pump = start(process.getErrorStream());

    assertThat(pump.awaitEnd(LIMIT)).isTrue();
    assertThat(log("own")).hasSize(104_857_600);
  }
}
