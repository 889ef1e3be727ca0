package io.eagleray.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.engine.store.PostgresServer;
import io.eagleray.engine.walk.CancellationSource;
import io.eagleray.run.Event;
import io.eagleray.run.Failure;
import io.eagleray.run.RunEvent;
import io.eagleray.run.RunState;
import io.eagleray.run.RunStatus;
import io.eagleray.spi.StoreSurroundings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs whose log is in a real PostgreSQL that stops in the middle of them. */
@Tag("slow")
class PostgresRunTest {
  private static final String PIPELINE =
      """
      dag:
        steps:
          a: {type: task, command_type: shell, command: echo a >> done.txt, next: b}
          b: {type: task, command_type: shell, command: echo b >> done.txt}
      """;

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  @SuppressWarnings("NullAway.Init")
  private PostgresServer server;

  private final String schema = "s" + UUID.randomUUID().toString().replace("-", "");

  @BeforeEach
  void startServer() throws IOException, InterruptedException {
    server = PostgresServer.shared();
  }

  private TestEngine engine(String wait) throws IOException {
    Path config = folder.resolve("config.yaml");
    Files.writeString(config, PostgresServer.config(server.url(), schema, wait));
    StoreSurroundings surroundings =
        new StoreSurroundings(folder.resolve(".eagleray"), folder, Map.of(), false);
    return new TestEngine(
        folder, new ConfigurationReader(surroundings).read(config, "config.yaml"));
  }

  private interface Deed {
    void run() throws IOException, InterruptedException;
  }

  /** Does it once, when the first step has started. */
  private static RunListener whenAStepStarts(Deed deed) {
    AtomicBoolean done = new AtomicBoolean();
    return (event, state) -> {
      if (event.body() instanceof RunEvent.StepStarted && !done.getAndSet(true)) {
        try {
          deed.run();
        } catch (IOException | InterruptedException e) {
          throw new AssertionError(e);
        }
      }
    };
  }

  @Test
  void aRunGoesOnWhenTheDatabaseComesBack() throws Exception {
    try (TestEngine engine = engine("2m");
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?>[] back = new Future<?>[1];
      RunListener outage =
          whenAStepStarts(() -> {
            server.stop();
            back[0] =
                threads.submit(() -> {
                  server.start();
                  return true;
                });
          });

      assertThat(engine.run(PIPELINE, outage, new CancellationSource()).status())
          .isEqualTo(RunStatus.SUCCESS);

      back[0].get(60, TimeUnit.SECONDS);
      List<Event> events = engine.events();
      assertThat(events.stream().map(Event::sequence))
          .containsExactlyElementsOf(LongStream.range(0, events.size()).boxed().toList());
      assertThat(engine.lines("done.txt")).containsExactly("a", "b");
    }
  }

  @Test
  void aRunWhoseDatabaseStaysAwayFailsWithTheCauseAndIsResumed() throws Exception {
    try (TestEngine engine = engine("1ms")) {
      try {
        RunState state =
            engine.run(PIPELINE, whenAStepStarts(server::stop), new CancellationSource());
        assertThat(state.status()).isEqualTo(RunStatus.FAILED);
        assertThat(state.failure().orElseThrow().type()).isEqualTo(Failure.UNRECORDED);
        assertThat(state.failure().orElseThrow().message()).contains("was away for more than");
      } finally {
        server.start();
      }
    }
    try (TestEngine engine = engine("1m")) {
      assertThat(engine.resume().status()).isEqualTo(RunStatus.SUCCESS);
      assertThat(engine.lines("done.txt")).endsWith("b");
    }
  }
}
