package io.eagleray.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eagleray.engine.walk.CancellationSource;
import io.eagleray.problem.InvalidInputException;
import io.eagleray.run.Origin;
import io.eagleray.run.RunState;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code cache} on a Ray node: a search is taken from an earlier run. */
@Tag("slow")
final class CachedSearchTest extends CachingCase {
  private static final String SEARCH =
      """
      dag:
        steps:
          tune:
            type: ray
            task:
              command_type: shell
              command: 'echo "$x" >> ran.txt; echo "{\\"height\\": $((x * factor))}"'
              returns: [tuned]
            cache: true
            ray:
              ray_tune:
                search_space: {x: {type: choice, values: [1, 2, 3]}}
                metric: height
                mode: max
                num_samples: SAMPLES
                seed: 5
          use: {command_type: shell, command: 'export seen="$tuned"', returns: [seen]}
      """;

  private RunState search(String id, String samples, String factor) throws IOException {
    return run(id, SEARCH.replace("SAMPLES", samples), "factor=" + factor);
  }

  @Test
  void aSearchIsTakenOverWithItsBestTrial() throws Exception {
    RunState first = search("first", "4", "2");
    assertThat(lines("ran.txt")).hasSize(4);

    RunState second = search("second", "4", "2");
    assertThat(lines("ran.txt")).hasSize(4);
    assertThat(origin(second, "tune")).contains(new Origin("first", "tune"));
    assertThat(value(second, "tuned")).isEqualTo(value(first, "tuned"));
    assertThat(value(second, "seen").text()).contains("height");
  }

  @Test
  void anotherConfigOrAnotherInputIsAnotherSearch() throws Exception {
    search("first", "4", "2");
    search("more", "5", "2");
    assertThat(lines("ran.txt")).hasSize(4 + 5);
    search("other", "4", "3");
    assertThat(lines("ran.txt")).hasSize(4 + 5 + 4);
  }

  @Test
  void whatARetryStartsAgainIsSearchedAnew() throws Exception {
    search("first", "4", "2");
    search("second", "4", "2");
    engine.retry(
        "second", List.of(), Optional.of("tune"), RunListener.NONE, new CancellationSource());
    assertThat(lines("ran.txt")).hasSize(4 + 4);
  }

  @Test
  void whatSomeTrialsOfAnEarlierAttemptGaveIsNotKeptForLaterRuns() throws Exception {
    search("first", "4", "2");
    engine.retry(
        "first",
        List.of("ray_tune.num_samples=6"),
        Optional.of("tune"),
        RunListener.NONE,
        new CancellationSource());
    assertThat(lines("ran.txt")).hasSize(6);

    search("second", "6", "2");
    assertThat(lines("ran.txt")).hasSize(6 + 6);
  }

  @Test
  void aCommandOfTheClusterCannotBeTakenOver() {
    assertThatThrownBy(() ->
            run(
                "first",
                """
                dag:
                  steps:
                    job:
                      type: ray
                      cache: true
                      ray: {ray_job: {entrypoint: "python job.py"}, ray_cluster: {address: auto}}
                """))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("step \"job\" of type ray cannot be taken from an earlier run");
  }
}
