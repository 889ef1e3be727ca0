package io.eagleray.targets.ray.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Logs over connections that break. */
@Tag("slow")
@Timeout(120)
class BrokenLogsTest {
  /** A cut is noticed by itself: nobody waits for a connection to have been idle for long. */
  private static final JobLog.Settings QUICK =
      new JobLog.Settings(
          0,
          Duration.ofHours(1),
          Duration.ofMillis(50),
          Duration.ofSeconds(1),
          Duration.ofSeconds(3));

  private static JobLog log(RayClient client) {
    return new JobLog(client, "j", QUICK, System::nanoTime);
  }

  @Test
  void connections_that_are_cut_anywhere_lose_and_repeat_nothing() {
    long seed = Long.getLong("eagleray.seed", System.nanoTime());
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 3_000; i++) {
      text.append("line ").append(i).append(" ü😀\n");
    }
    byte[] whole = text.toString().getBytes(UTF_8);
    int[] server = {0};
    try (FakeLogServer fake =
            new FakeLogServer(
                true,
                (connection, frames) -> {
                  int end = Math.min(whole.length, server[0] + random.nextInt(6_000));
                  server[0] = end;
                  // A frame holds whole letters; the connection ends between two.
                  int begin = 0;
                  while (begin < end) {
                    int next = Math.min(end, begin + 1 + random.nextInt(3_000));
                    while (next < whole.length && (whole[next] & 0xC0) == 0x80) {
                      next++;
                    }
                    frames.text(whole, begin, next - begin);
                    begin = next;
                  }
                  frames.cut();
                });
        RayClient client = fake.client()) {
      fake.log(text.toString());
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      JobLog.End end =
          log(client)
              .follow((bytes, offset, length) -> {
                out.write(bytes, offset, length);
                if (out.size() > whole.length * 3 / 4) {
                  fake.status("SUCCEEDED");
                }
              });
      assertThat(end).isEqualTo(JobLog.End.COMPLETE);
      assertThat(fake.connections()).isGreaterThan(3);
      assertThat(out.toString(UTF_8)).as("seed " + seed).isEqualTo(text.toString());
    }
  }

  @Test
  void a_letter_may_be_split_between_two_frames() {
    byte[] letters = "a😀b\n".getBytes(UTF_8);
    try (FakeLogServer fake =
            new FakeLogServer(
                true,
                (connection, frames) -> {
                  frames.split(letters, 3);
                  frames.cut();
                });
        RayClient client = fake.client()) {
      List<String> lines = new ArrayList<>();
      LogLines all = new LogLines(lines::add);
      fake.log("a😀b\n");
      log(client)
          .follow((bytes, offset, length) -> {
            all.accept(bytes, offset, length);
            fake.status("FAILED");
          });
      assertThat(lines).containsExactly("a😀b");
    }
  }

  @Test
  void lines_that_the_socket_did_not_send_before_its_close_are_fetched() {
    try (FakeLogServer fake =
            new FakeLogServer(
                true,
                (connection, frames) -> {
                  byte[] begin = "one\n".getBytes(UTF_8);
                  frames.text(begin, 0, begin.length);
                });
        RayClient client = fake.client()) {
      fake.log("one\nthe last line\n");
      List<String> lines = new ArrayList<>();
      LogLines all = new LogLines(lines::add);
      JobLog.End end =
          log(client)
              .follow((bytes, offset, length) -> {
                all.accept(bytes, offset, length);
                fake.status("SUCCEEDED");
              });
      assertThat(end).isEqualTo(JobLog.End.COMPLETE);
      assertThat(lines).containsExactly("one", "the last line");
    }
  }

  @Test
  void where_no_websocket_gets_through_the_whole_log_is_read_again_and_again() {
    try (FakeLogServer fake = new FakeLogServer(false, (connection, frames) -> {});
        RayClient client = fake.client()) {
      fake.log("one\n");
      List<String> lines = new ArrayList<>();
      LogLines all =
          new LogLines(line -> {
            lines.add(line);
            switch (lines.size()) {
              case 1 -> fake.log("one\ntwo \"ü😀\"\n");
              case 2 -> {
                fake.log("one\ntwo \"ü😀\"\nthree\n");
                fake.status("SUCCEEDED");
              }
              default -> {}
            }
          });
      assertThat(log(client).follow(all)).isEqualTo(JobLog.End.COMPLETE);
      assertThat(lines).containsExactly("one", "two \"ü😀\"", "three");
      assertThat(fake.connections()).isEqualTo(1);
      assertThat(fake.downloads()).isBetween(2, 6);
    }
  }

  @Test
  void a_cluster_that_is_gone_for_longer_than_the_patience_ends_it() {
    FakeLogServer fake = new FakeLogServer(true, (connection, frames) -> frames.cut());
    try (RayClient client = fake.client()) {
      fake.close();
      assertThatThrownBy(() -> log(client).follow((bytes, offset, length) -> {}))
          .isInstanceOf(RayException.UnreachableException.class);
    }
  }

  /** With {@code -Deagleray.log.bytes=1000000000} it is an hour of logs of a busy job. */
  @Test
  @Timeout(900)
  void a_log_of_any_size_takes_constant_memory() {
    long size = Long.getLong("eagleray.log.bytes", 60_000_000L);
    byte[] piece = new byte[18_000];
    for (int i = 0; i < piece.length; i++) {
      piece[i] = (byte) (i % 90 == 89 ? '\n' : 'a' + i % 26);
    }
    long pieces = size / piece.length;
    Runtime runtime = Runtime.getRuntime();
    try (FakeLogServer fake =
            new FakeLogServer(
                true,
                (connection, frames) -> {
                  long end = connection < 5 ? pieces * (connection + 1) / 6 : pieces;
                  for (long i = 0; i < end; i++) {
                    frames.text(piece, 0, piece.length);
                  }
                  if (connection < 5) {
                    frames.cut();
                  }
                  // The last one: the job is over, and its log was sent.
                });
        RayClient client = fake.client()) {
      CRC32 sum = new CRC32();
      long[] count = {0, 0};
      System.gc();
      long before = runtime.totalMemory() - runtime.freeMemory();
      JobLog.End end =
          log(client)
              .follow((bytes, offset, length) -> {
                sum.update(bytes, offset, length);
                count[0] += length;
                if (count[0] >= pieces * piece.length) {
                  fake.status("SUCCEEDED");
                }
                if (count[0] / 10_000_000 > count[1]) {
                  count[1]++;
                  System.gc();
                  assertThat(runtime.totalMemory() - runtime.freeMemory() - before)
                      .isLessThan(16 << 20);
                }
              });
      CRC32 expected = new CRC32();
      for (long i = 0; i < pieces; i++) {
        expected.update(piece);
      }
      assertThat(end).isEqualTo(JobLog.End.COMPLETE);
      assertThat(count[0]).isEqualTo(pieces * piece.length);
      assertThat(sum.getValue()).isEqualTo(expected.getValue());
    }
  }
}
