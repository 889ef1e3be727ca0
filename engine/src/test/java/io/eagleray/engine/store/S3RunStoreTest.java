package io.eagleray.engine.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eagleray.engine.s3.S3Server;
import io.eagleray.problem.EnvironmentException;
import io.eagleray.run.Event;
import io.eagleray.run.RunEvent;
import io.eagleray.spi.RunStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class S3RunStoreTest extends RunStoreContract {
  private static final Instant NOW = Instant.parse("2026-05-06T07:08:09Z");

  @SuppressWarnings("NullAway.Init")
  private static S3Server server;

  private final String bucket = server.newPlace() + "/deep/runs";

  @BeforeAll
  static void startServer() {
    server = S3Server.shared();
  }

  @Override
  RunStore open() {
    return StoreProcess.open("s3 " + server.endpoint() + " " + bucket);
  }

  private static List<Event> read(RunStore store, long after) {
    List<Event> events = new ArrayList<>();
    store.read("r", after, events::add);
    return events;
  }

  private static Event at(int epoch, int second) {
    return new Event("w" + epoch, second, epoch, NOW.plusSeconds(second), new RunEvent.Warned("x"));
  }

  @Test
  void writersAreBroughtIntoOneOrderAndWhatWasReadKeepsItsPlace() {
    try (RunStore one = open();
        RunStore other = open()) {
      one.create("r");
      one.append("r", List.of(at(1, 5), at(1, 6)));
      other.append("r", List.of(at(2, 0)));
      assertThat(read(one, 0)).containsExactly(at(1, 5), at(1, 6), at(2, 0));
      other.append("r", List.of(at(2, 1)));
      one.append("r", List.of(at(1, 7)));

      assertThat(read(one, 2)).containsExactly(at(2, 0), at(1, 7), at(2, 1));
      assertThat(read(one, 0)).hasSize(5);
    }
  }

  @Test
  void aLongLogIsReadInItsOrderFromAnyPlaceOn() {
    String text = "x".repeat(50_000);
    List<Event> all = new ArrayList<>();
    try (RunStore store = open();
        RunStore reader = open()) {
      store.create("r");
      for (int i = 0; i < 25; i++) {
        Event event = new Event("w", i, 1, NOW, new RunEvent.Warned(text + i));
        all.add(event);
        store.append("r", List.of(event));
        assertThat(read(reader, i)).containsExactly(event);
      }
      assertThat(read(reader, 0)).isEqualTo(all);
      assertThat(read(reader, 11)).isEqualTo(all.subList(11, 25));
    }
    try (RunStore later = open()) {
      assertThat(read(later, 0)).isEqualTo(all);
    }
  }

  @Test
  void aRunThatAnotherProcessMadeAgainIsReadAnew() {
    try (RunStore one = open();
        RunStore other = open()) {
      one.create("r");
      one.append("r", List.of(at(1, 1)));
      assertThat(read(one, 0)).hasSize(1);
      other.delete("r");
      other.create("r");
      other.append("r", List.of(at(1, 2)));

      assertThat(read(one, 0)).containsExactly(at(1, 2));
      one.append("r", List.of(at(1, 3)));
      assertThat(read(other, 0)).containsExactly(at(1, 2), at(1, 3));
    }
  }

  @Test
  void aBucketThatIsNotThereIsTold() {
    assertThatThrownBy(() -> StoreProcess.open("s3 " + server.endpoint() + " no-such-bucket"))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("s3://no-such-bucket at " + server.endpoint())
        .hasMessageContaining("404")
        .hasMessageContaining("mend bucket, endpoint_url, region or keys");
  }
}
