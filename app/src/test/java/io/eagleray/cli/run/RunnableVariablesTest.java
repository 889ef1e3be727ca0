package io.eagleray.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class RunnableVariablesTest {
  @Test
  void theVariableNamesANewRunButNotOneThatATaskStarts() {
    assertThat(new RunnableVariables(Map.of("RUNNABLE_RUN_ID", "nightly")).runId())
        .contains("nightly");
    assertThat(
            new RunnableVariables(Map.of("RUNNABLE_RUN_ID", "nightly", "EAGLERAY_STEP", "train"))
                .runId())
        .isEmpty();
    assertThat(new RunnableVariables(Map.of("RUNNABLE_RUN_ID", " ")).runId()).isEmpty();
  }

  @Test
  void whoMeantToRetryARunIsToldThatThisIsANewOne() {
    assertThat(
            new RunnableVariables(Map.of("RUNNABLE_RETRY_RUN_ID", "nightly"))
                .warning(text -> "eagleray " + text))
        .hasValueSatisfying(warning ->
            assertThat(warning).contains("a new run").endsWith("eagleray retry nightly"));
    assertThat(new RunnableVariables(Map.of()).warning(text -> text)).isEmpty();
  }

  @Test
  void parametersHaveSmallLetters() {
    assertThat(new RunnableVariables(Map.of("RUNNABLE_PRM_Rate", "0.1")).parameters())
        .containsExactly("rate=0.1");
  }

  @Test
  void valuesAreJsonOrElseTexts() {
    assertThat(
            new RunnableVariables(
                    Map.of(
                        "RUNNABLE_PRM_a", "[1]",
                        "RUNNABLE_PRM_b", "True",
                        "RUNNABLE_PRM_c", "",
                        "RUNNABLE_PRM_d", "[x, y]"))
                .parameters())
        .containsExactly("a=[1]", "b=\"True\"", "c=\"\"", "d=\"[x, y]\"");
  }
}
