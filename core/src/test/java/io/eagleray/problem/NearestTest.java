package io.eagleray.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NearestTest {
  private static final List<String> KNOWN =
      List.of("returns", "retry", "next", "ASHAScheduler", "q");

  @Test
  void findsSwappedMissingAndWrongLetters() {
    assertThat(Nearest.to("retunrs", KNOWN)).contains("returns");
    assertThat(Nearest.to("ashascheduler", KNOWN)).contains("ASHAScheduler");
    assertThat(Nearest.to("nxt", KNOWN)).contains("next");
  }

  @Test
  void findsTheWordThatGoesOn() {
    assertThat(Nearest.to("ASHA", KNOWN)).contains("ASHAScheduler");
  }

  @Test
  void findsNothingWhereNothingIsNear() {
    assertThat(Nearest.to("command", KNOWN)).isEmpty();
    assertThat(Nearest.to("p", KNOWN)).isEmpty();
    assertThat(Nearest.to("x".repeat(1_000_000), KNOWN)).isEmpty();
    assertThat(Nearest.to("a", List.of())).isEmpty();
  }

  @Test
  void namesAllThatIsKnownWhereThatIsLittle() {
    assertThat(Nearest.hintOrKnown("command", KNOWN))
        .isEqualTo("; known are returns, retry, next, ASHAScheduler, q");
    assertThat(Nearest.hintOrKnown("retri", KNOWN)).isEqualTo("; did you mean \"retry\"?");
    List<String> many = IntStream.range(0, 50).mapToObj(i -> "word" + i).toList();
    assertThat(Nearest.hintOrKnown("command", many)).isEmpty();
  }
}
