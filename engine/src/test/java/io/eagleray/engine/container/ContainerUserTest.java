package io.eagleray.engine.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ContainerUserTest {
  private static final ContainerUser USER = new ContainerUser(1000, 100);

  private static final List<String> NUMBER = List.of("--user", "1000:100");
  private static final List<String> KEPT = List.of("--userns", "keep-id");

  @Test
  void aContainerRunsAsTheNumberOfTheUserWhereTheProgramHasTheRightsOfRoot() {
    assertThat(USER.words("{\"SecurityOptions\": [\"name=seccomp,profile=default\"]}"))
        .contains(NUMBER);
    assertThat(USER.words("{\"host\": {\"security\": {\"rootless\": false}}}")).contains(NUMBER);
  }

  @Test
  void podmanWithoutRootsRightsKeepsTheUser() {
    assertThat(USER.words("{\"host\": {\"security\": {\"rootless\": true}}}")).contains(KEPT);
  }

  @Test
  void rootInsideIsTheUserWhereDockerHasNoRightsOfRoot() {
    assertThat(USER.words("{\"SecurityOptions\": [\"name=seccomp\", \"name=rootless\"]}"))
        .contains(List.of());
  }

  @Test
  void anAnswerThatSaysTooLittleIsNone() {
    assertThat(USER.words("WARNING: no such option")).isEmpty();
    assertThat(USER.words("{\"SecurityOptions\": null, \"ServerErrors\": [\"no daemon\"]}"))
        .isEmpty();
  }

  @Test
  void whatIsUsualIsTakenWhereThereIsNoAnswer() {
    assertThat(USER.likelyWords(false)).isEqualTo(NUMBER);
    assertThat(USER.likelyWords(true)).isEqualTo(KEPT);
  }
}
