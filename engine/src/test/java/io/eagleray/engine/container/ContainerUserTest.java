package io.eagleray.engine.container;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ContainerUserTest {
  private static final ContainerUser USER = new ContainerUser(1000, 100);

  @Test
  void aContainerRunsAsTheNumberOfTheUserWhereTheProgramHasTheRightsOfRoot() {
    assertThat(USER.words("{\"SecurityOptions\": [\"name=seccomp,profile=default\"]}"))
        .containsExactly("--user", "1000:100");
    assertThat(USER.words("{\"host\": {\"security\": {\"rootless\": false}}}"))
        .containsExactly("--user", "1000:100");
  }

  @Test
  void podmanWithoutRootsRightsKeepsTheUser() {
    assertThat(USER.words("{\"host\": {\"security\": {\"rootless\": true}}}"))
        .containsExactly("--userns", "keep-id");
  }

  @Test
  void rootInsideIsTheUserWhereDockerHasNoRightsOfRoot() {
    assertThat(USER.words("{\"SecurityOptions\": [\"name=seccomp\", \"name=rootless\"]}"))
        .isEmpty();
  }

  @Test
  void anAnswerThatIsNotUnderstoodMeansDockersUsualWay() {
    assertThat(USER.words("WARNING: no such option")).containsExactly("--user", "1000:100");
  }
}
