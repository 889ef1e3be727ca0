package io.eagleray.targets.ray;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class StepSubmissionTest {
  private static final String UUID = "5a7d4dbc-0000-3000-8000-000000000000";

  private final StepSubmission submission =
      new StepSubmission(
          "http://head:8265", "eagleray-r-tune-1-abc", 2, 3, "0123", "spec", "session");

  private static String id(String run, String step, int attempt, int number) {
    return StepSubmission.id(run, UUID, step, attempt, number);
  }

  @Test
  void theSameSubmissionHasTheSameIdWhoeverMakesIt() {
    assertThat(id("calm-otter", "tune", 1, 1)).isEqualTo(id("calm-otter", "tune", 1, 1));
  }

  @Test
  void anIdIsReadable() {
    assertThat(id("calm-otter-0914", "tune", 1, 1))
        .matches("eagleray-calm-otter-0914-tune-1-[0-9a-f]{10}");
  }

  @Test
  void everyAttemptAndEverySubmissionHasAnIdOfItsOwn() {
    assertThat(
            java.util.Set.of(
                id("r", "tune", 1, 1),
                id("r", "tune", 2, 1),
                id("r", "tune", 1, 2),
                id("r", "other", 1, 1)))
        .hasSize(4);
  }

  @Test
  void runsOfOneNameInTwoStateFoldersDoNotMeet() {
    String other = StepSubmission.id("r", "another-uuid", "tune", 1, 1);

    assertThat(id("r", "tune", 1, 1)).isNotEqualTo(other);
  }

  @Test
  void anIdIsOneTheClusterTakesWhateverTheStepIsCalled() {
    assertThat(id("r".repeat(200), "map.3.träin/x y", 1, 1)).matches("[A-Za-z0-9_-]{1,80}");
  }

  @Test
  void isTheSameAfterItWasHandedOver() {
    assertThat(StepSubmission.of(submission.handOver())).isEqualTo(submission);
  }

  @Test
  void knowsItsOwnJobByItsMetadata() {
    Map<String, String> metadata = submission.metadata(UUID, "tune", 1, "/objects");

    assertThat(submission.mismatch(metadata, UUID)).isEmpty();
  }

  @Test
  void doesNotAdoptAJobOfAnotherRun() {
    Map<String, String> metadata = submission.metadata("other", "tune", 1, "/objects");

    assertThat(submission.mismatch(metadata, UUID))
        .hasValueSatisfying(why -> assertThat(why).contains("another run"));
  }

  @Test
  void doesNotAdoptAJobThatDoesSomethingElse() {
    StepSubmission other =
        new StepSubmission(
            submission.address(), submission.id(), 2, 3, submission.nonce(), "other", "session");
    Map<String, String> metadata = other.metadata(UUID, "tune", 1, "/objects");

    assertThat(submission.mismatch(metadata, UUID))
        .hasValueSatisfying(why -> assertThat(why).contains("something else"));
  }

  @Test
  void doesNotAdoptAJobWithoutMetadata() {
    assertThat(submission.mismatch(Map.of(), UUID)).isPresent();
  }
}
