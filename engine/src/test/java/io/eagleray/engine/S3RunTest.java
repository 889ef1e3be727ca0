package io.eagleray.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.engine.s3.FaultyProxy;
import io.eagleray.engine.s3.FaultyProxy.Mood;
import io.eagleray.engine.s3.S3Server;
import io.eagleray.engine.walk.CancellationSource;
import io.eagleray.json.Json;
import io.eagleray.run.Event;
import io.eagleray.run.Failure;
import io.eagleray.run.RunEvent;
import io.eagleray.run.RunState;
import io.eagleray.run.RunStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Runs whose log, files and objects are in a bucket of a real server that goes away. */
@Tag("slow")
class S3RunTest {
  private static final String CHAIN =
      """
      dag:
        steps:
          a: {command_type: shell, command: echo a >> done.txt}
          b: {command_type: shell, command: echo b >> done.txt}
      """;

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  @SuppressWarnings("NullAway.Init")
  private FaultyProxy proxy;

  private final String place = S3Server.shared().newPlace();

  @BeforeEach
  void startProxy() throws IOException {
    proxy = new FaultyProxy(S3Server.shared().port());
  }

  @AfterEach
  void stopProxy() throws IOException {
    proxy.close();
  }

  private static String section(String name, String config) {
    return "%s:\n  type: s3\n  config: %s\n".formatted(name, config);
  }

  private String runLog(String wait) {
    return section("run-log-store", S3Server.config(proxy.endpoint(), place + "/runs", wait));
  }

  private String catalog(String wait) {
    return section("catalog", S3Server.config(proxy.endpoint(), place + "/catalog", wait));
  }

  private TestEngine engine(String... sections) throws IOException {
    Path config = folder.resolve("config.yaml");
    Files.writeString(config, String.join("", sections));
    return new TestEngine(
        folder, new ConfigurationReader(S3Server.surroundings(folder)).read(config, "config.yaml"));
  }

  /** Does it once, when the first step has started. */
  private static RunListener whenAStepStarts(Runnable deed) {
    AtomicBoolean done = new AtomicBoolean();
    return (event, state) -> {
      if (event.body() instanceof RunEvent.StepStarted && !done.getAndSet(true)) {
        deed.run();
      }
    };
  }

  @Test
  void aRunGoesOnWhenTheStoreTakesRequestsAgain() throws Exception {
    try (TestEngine engine = engine(runLog("2m"));
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> back =
          threads.submit(() -> {
            proxy.awaitRefused(3);
            proxy.become(Mood.PASSES_ON);
            return true;
          });

      RunState state =
          engine.run(
              CHAIN,
              whenAStepStarts(() -> proxy.become(Mood.ANSWERS_503)),
              new CancellationSource());

      assertThat(state.status()).isEqualTo(RunStatus.SUCCESS);
      back.get(60, TimeUnit.SECONDS);
      List<Event> events = engine.events();
      assertThat(events.stream().map(Event::sequence))
          .containsExactlyElementsOf(LongStream.range(0, events.size()).boxed().toList());
      assertThat(engine.lines("done.txt")).containsExactly("a", "b");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"ANSWERS_503", "NEVER_ANSWERS"})
  void aRunWhoseLogStaysAwayFailsWithTheCauseAndIsResumed(Mood mood) throws Exception {
    try (TestEngine engine = engine(runLog("1s"))) {
      RunState state =
          engine.run(CHAIN, whenAStepStarts(() -> proxy.become(mood)), new CancellationSource());

      assertThat(state.status()).isEqualTo(RunStatus.FAILED);
      Failure failure = state.failure().orElseThrow();
      assertThat(failure.type()).isEqualTo(Failure.UNRECORDED);
      assertThat(failure.message())
          .contains("the run log store s3://" + place + "/runs at " + proxy.endpoint())
          .contains("was away for more than");
    }
    proxy.become(Mood.PASSES_ON);
    try (TestEngine engine = engine(runLog("1m"))) {
      assertThat(engine.resume().status()).isEqualTo(RunStatus.SUCCESS);
      assertThat(engine.lines("done.txt")).endsWith("b");
    }
  }

  @Test
  void aCatalogThatStaysAwayFailsItsStepAndRetryGoesOn() throws Exception {
    String pipeline =
        """
        dag:
          steps:
            a: {command_type: shell, command: echo a >> done.txt}
            b: {command_type: shell, command: echo b >> done.txt, catalog: {put: [done.txt]}}
        """;
    try (TestEngine engine = engine(catalog("1s"))) {
      RunState state =
          engine.run(
              pipeline,
              whenAStepStarts(() -> proxy.become(Mood.ANSWERS_503)),
              new CancellationSource());
      assertThat(state.status()).isEqualTo(RunStatus.FAILED);
      assertThat(state.failure().orElseThrow().message())
          .contains("cannot put \"done.txt\"")
          .contains("(status 503)");
      proxy.become(Mood.PASSES_ON);
      assertThat(engine.retry().status()).isEqualTo(RunStatus.SUCCESS);
      assertThat(engine.lines("done.txt")).containsExactly("a", "b", "b");
    }
  }

  @Test
  void anObjectGoesToTheBucketAndComesBackOnAMachineThatDoesNotHaveIt() throws Exception {
    Files.writeString(
        folder.resolve("Steps.java"),
        """
        public class Steps {
          public static Object make() { return new java.util.BitSet(70); }
          public static int use(java.util.BitSet bits) { return bits.size(); }
        }
        """);
    String pipeline =
        """
        dag:
          steps:
            make:
              command_type: java
              command: Steps.java::make
              returns: [{name: bits, kind: object}]
            use: {command_type: java, command: "Steps.java::use", returns: [size]}
        """;
    try (TestEngine engine = engine(runLog("1m"), catalog("1m"))) {
      assertThat(engine.run(pipeline).status()).isEqualTo(RunStatus.SUCCESS);
      engine.cutLogAfter(event -> event instanceof RunEvent.StepEnded);
    }
    try (Stream<Path> files = Files.walk(folder.resolve(".eagleray/cache/objects"))) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
    try (TestEngine engine = engine(runLog("1m"), catalog("1m"))) {
      RunState state = engine.resume();
      assertThat(state.status()).as(state.failure().toString()).isEqualTo(RunStatus.SUCCESS);
      assertThat(engine.value("size")).isEqualTo(Json.of(128));
    }
  }
}
