package io.eagleray.targets.ray;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StepLogTest {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  private void write(String submission, String... lines) throws IOException {
    try (StepLog log = StepLog.open(file(), submission, List.of("hunter2!"))) {
      for (String line : lines) {
        log.line(line);
      }
    }
  }

  private Path file() {
    return folder.resolve("steps").resolve("tune-1.log");
  }

  @Test
  void whoAttachesAgainWritesTheSubmissionsPartAnew() throws IOException {
    write("job-1", "first", "sec");
    write("job-1", "first", "second", "third");

    assertThat(Files.readString(file())).isEqualTo("[job job-1]\nfirst\nsecond\nthird\n");
  }

  @Test
  void aLaterSubmissionLeavesTheEarlierOnesPart() throws IOException {
    write("job-1", "first");
    write("job-2", "again");
    write("job-2", "again", "and on");

    assertThat(Files.readString(file()))
        .isEqualTo("[job job-1]\nfirst\n[job job-2]\nagain\nand on\n");
  }

  @Test
  void blotsOutSecrets() throws IOException {
    write("job-1", "the password is hunter2!, you know");

    assertThat(Files.readString(file())).contains("the password is ***, you know");
  }

  @Test
  void keepsTextOfAllLanguages() throws IOException {
    write("job-1", "größer → 漢字");
    write("job-1", "größer → 漢字", "mehr");

    assertThat(Files.readString(file())).isEqualTo("[job job-1]\ngrößer → 漢字\nmehr\n");
  }
}
