package io.eagleray.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class StepPathTest {
  @Test
  void theOrderOfTheWalkIsThatOfNamesAndOfNumbersByTheirValue() {
    List<String> ordered =
        List.of(
            "a",
            "a.2",
            "a.2.train",
            "a.2.trains",
            "a.10",
            "a.10.judge",
            "a.10.train",
            "a.10.train.0",
            "a.10a",
            "a-b",
            "a1",
            "b");
    for (long seed = 0; seed < 20; seed++) {
      List<String> shuffled = new ArrayList<>(ordered);
      Collections.shuffle(shuffled, new Random(seed));

      assertThat(shuffled.stream().map(StepPath::new).sorted(StepPath::compareInWalkOrder))
          .as("seed %d", seed)
          .extracting(StepPath::text)
          .containsExactlyElementsOf(ordered);
    }
  }

  @Test
  void aPathIsReadFromItsFileName() {
    for (String text : List.of("a.3.b", "x/y", "a\\b", "50?", "日本", "line\nbreak", "😀")) {
      StepPath path = new StepPath(text);

      assertThat(StepPath.ofFileName(path.fileName())).isEqualTo(path);
    }
  }

  @Test
  void aPathOfAnyLengthNamesAFileOfItsOwn() {
    for (String letter : List.of("s", "ü", "😀", "/")) {
      StepPath path = new StepPath("each.0." + letter.repeat(300));
      StepPath other = new StepPath("each.0." + letter.repeat(301));

      assertThat(path.fileName().getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(200);
      assertThat(path.fileName()).startsWith("each.0.").isNotEqualTo(other.fileName());
      assertThat(StepPath.ofFileName(path.fileName()))
          .isNotEqualTo(StepPath.ofFileName(other.fileName()));
    }
  }
}
