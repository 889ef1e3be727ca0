package io.eagleray.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.dsl.Pipeline;
import io.eagleray.dsl.Task;
import io.eagleray.launch.Eagleray;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run of a pipeline with lambdas, in a process that does not have them. */
final class LambdaElsewhereTest {
  @TempDir Path folder;

  @Test
  void theCommandThatTakesTheRunUpIsToldThatItDoesNotHaveTheLambda() {
    Pipeline pipeline =
        Pipeline.named("failing")
            .step(
                "boom",
                Task.call(() -> {
                  throw new IllegalStateException("no");
                }));
    Eagleray.in(folder).runId("r1").run(pipeline);
    Workplace workplace = new Workplace(folder);

    int status = workplace.run("retry", "r1");

    assertThat(status).isNotZero();
    assertThat(workplace.err())
        .contains("\"boom\" is a lambda of the program that made this pipeline");
  }
}
