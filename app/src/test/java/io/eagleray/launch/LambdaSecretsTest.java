package io.eagleray.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.dsl.Parameter;
import io.eagleray.dsl.Pipeline;
import io.eagleray.dsl.Ray;
import io.eagleray.dsl.Search;
import io.eagleray.dsl.Task;
import io.eagleray.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lambdas do with secrets all that they should not. */
final class LambdaSecretsTest {
  private static final String SECRET = "hunter2secret";
  private static final String NUMBER = "90210555";
  private static final Parameter<String> TOKEN = Parameter.text("API_TOKEN");

  @TempDir Path folder;

  @BeforeEach
  void giveSecrets() throws IOException {
    Files.writeString(folder.resolve(".env"), "API_TOKEN=" + SECRET + "\nPIN=" + NUMBER + "\n");
  }

  private RunResult run(Pipeline pipeline) {
    return Eagleray.in(folder).runId("r1").run(pipeline);
  }

  private void assertNothingHolds(String value, RunResult result) throws IOException {
    assertThat(result.document().text()).doesNotContain(value);
    assertThat(result.error().orElse("")).doesNotContain(value);
    try (Stream<Path> all = Files.walk(folder.resolve(".eagleray"))) {
      List<Path> files = all.filter(Files::isRegularFile).toList();
      assertThat(files).isNotEmpty();
      for (Path file : files) {
        assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
            .as(file.toString())
            .doesNotContain(value);
      }
    }
  }

  @Test
  void aSecretInWhatALambdaReturnsIsHidden() throws IOException {
    Pipeline pipeline =
        Pipeline.named("told")
            .step(
                "a",
                Task.call(TOKEN, s -> List.of("13" + s, Map.of(s, 1)))
                    .secrets("API_TOKEN")
                    .returns("v", "w"));

    RunResult result = run(pipeline);

    assertThat(result.parameter("v")).contains(Json.of("13***"));
    assertNothingHolds(SECRET, result);
  }

  @Test
  void aSecretInTheMessageAndTheStackOfWhatALambdaThrowsIsHidden() throws IOException {
    Pipeline pipeline =
        Pipeline.named("told")
            .step(
                "a",
                Task.call(
                        TOKEN,
                        s -> {
                          throw new IllegalStateException("bad " + s, new IOException("of " + s));
                        })
                    .secrets("API_TOKEN"));

    RunResult result = run(pipeline);

    assertThat(result.error())
        .hasValueSatisfying(text -> assertThat(text).contains("IllegalStateException: bad ***"));
    assertNothingHolds(SECRET, result);
  }

  @Test
  void aSecretInWhatATrialReportsAndReturnsIsHidden() throws IOException {
    Pipeline pipeline =
        Pipeline.named("told")
            .step(
                "tune",
                Ray.tune(
                    Task.call(
                            TOKEN,
                            Parameter.text("PIN"),
                            Parameter.number("x"),
                            (s, pin, x) ->
                                Map.of("loss", x, "pin", Long.valueOf(pin), "note", "seen " + s))
                        .secrets("API_TOKEN", "PIN")
                        .returns("tuned"),
                    Search.minimize("loss").uniform("x", 0, 1).samples(2).seed(7)));

    RunResult result = run(pipeline);

    assertThat(result.error()).isEmpty();
    assertNothingHolds(SECRET, result);
    assertNothingHolds(NUMBER, result);
  }

  @Test
  void aSecretOfAnotherStepIsHiddenToo() throws IOException {
    Pipeline pipeline =
        Pipeline.named("told")
            .step("a", Task.call(TOKEN, String::length).secrets("API_TOKEN").returns("length"))
            .step("b", Task.call(() -> "found " + SECRET).returns("v"));

    RunResult result = run(pipeline);

    assertThat(result.parameter("v")).contains(Json.of("found ***"));
    assertNothingHolds(SECRET, result);
  }
}
