package io.eagleray.engine.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eagleray.problem.EnvironmentException;
import io.eagleray.problem.InvalidInputException;
import io.eagleray.run.Event;
import io.eagleray.spi.RunBusyException;
import io.eagleray.spi.RunStore;
import io.eagleray.spi.RunStore.RunLock;
import io.eagleray.spi.RunStoreException;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class PostgresRunStoreTest extends RunStoreContract {
  @SuppressWarnings("NullAway.Init")
  private static PostgresServer server;

  private final String schema = "s" + UUID.randomUUID().toString().replace("-", "");

  @BeforeAll
  static void startServer() throws IOException, InterruptedException {
    server = PostgresServer.shared();
  }

  @Override
  RunStore open() {
    return open("60s");
  }

  private RunStore open(String wait) {
    return PostgresServer.open(server.url(), schema, wait);
  }

  private static List<Event> read(RunStore store) {
    List<Event> events = new ArrayList<>();
    store.read("r", 0, events::add);
    return events;
  }

  @Test
  void aLogOfManyEventsIsReadInPortions() {
    try (RunStore store = open()) {
      store.create("r");
      List<Event> many = new ArrayList<>();
      for (int i = 0; i < 2_500; i++) {
        many.add(Events.warned("a", i));
      }
      store.append("r", many);
      assertThat(read(store)).isEqualTo(many);
    }
  }

  @Test
  void anotherStoreOfThisProcessSeesTheLock() {
    try (RunStore one = open();
        RunStore other = open();
        RunLock lock = one.lock("r")) {
      assertThat(other.isLocked("r")).isTrue();
      assertThatThrownBy(() -> other.lock("r")).isInstanceOf(RunBusyException.class);
    }
  }

  @Test
  void anAppendWaitsForADatabaseThatComesBackAndTheLockIsStillHeld() throws Exception {
    try (RunStore store = open();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      store.create("r");
      try (RunLock lock = store.lock("r")) {
        store.append("r", List.of(Events.warned("a", 0)));
        server.stop();
        Future<?> appended =
            threads.submit(() -> store.append("r", List.of(Events.warned("a", 1))));
        server.start();
        appended.get(60, TimeUnit.SECONDS);
        store.append("r", List.of(Events.warned("a", 2)));

        assertThat(read(store).stream().map(Event::sequence)).containsExactly(0L, 1L, 2L);
        try (RunStore other = open()) {
          assertThatThrownBy(() -> other.lock("r")).isInstanceOf(RunBusyException.class);
        }
      }
      assertThat(store.isLocked("r")).isFalse();
    }
  }

  @Test
  void aDatabaseThatStaysAwayIsToldAndUsedAgainWhenItIsBack() throws Exception {
    try (RunStore store = open("1ms")) {
      store.create("r");
      server.stop();
      try {
        assertThatThrownBy(() -> store.append("r", List.of(Events.warned("a", 0))))
            .isInstanceOf(RunStoreException.class)
            .hasMessageContaining(server.url())
            .hasMessageContaining("was away for more than")
            .hasMessageContaining("resume the run");
        assertThatThrownBy(() -> read(store)).isInstanceOf(RunStoreException.class);
        assertThatThrownBy(() -> open("1ms"))
            .isInstanceOf(EnvironmentException.class)
            .hasMessageContaining("start the database");
      } finally {
        server.start();
      }
    }
    try (RunStore store = open()) {
      store.append("r", List.of(Events.warned("a", 0)));
      assertThat(read(store)).hasSize(1);
    }
  }

  @Test
  void aDriverWhoseLockWasTakenWhileTheDatabaseWasAwayWritesNothingMore() throws Exception {
    try (RunStore store = open()) {
      store.create("r");
      try (RunLock lock = store.lock("r")) {
        server.stop();
        server.start();
        try (RunStore other = open();
            RunLock theirs = other.lock("r")) {
          assertThatThrownBy(() -> store.append("r", List.of(Events.warned("a", 0))))
              .isInstanceOf(RunBusyException.class);
          other.append("r", List.of(Events.warned("b", 0)));
          assertThat(read(other)).containsExactly(Events.warned("b", 0));
        }
      }
    }
  }

  /** The database holds a session for alive whose other end is gone, with its lock. */
  @Test
  void aLockIsKeptOverManySessionsThatOnlyThisSideHasLost() throws Exception {
    try (HalfOpenProxy proxy = new HalfOpenProxy(URI.create(server.url()).getPort());
        RunStore store = PostgresServer.open(proxy.url(server.url()), schema, "60s")) {
      store.create("r");
      try (RunLock lock = store.lock("r")) {
        for (int i = 0; i < 20; i++) {
          proxy.dropClients();
          store.append("r", List.of(Events.warned("a", i)));
        }
      }
      assertThat(read(store)).hasSize(20);
    }
  }

  @Test
  void aPasswordInTheUrlMayHaveAPlus() {
    String url = server.url().replace("//", "//eagleray:se%27cret%20%25+@");
    try (RunStore store = PostgresServer.open(url, schema, "60s")) {
      assertThat(store.runs()).isEmpty();
    }
  }

  @Test
  void aConfigThatIsWrongIsToldByItsKey() {
    assertThatThrownBy(() -> PostgresServer.open("mysql://h/d", schema, "60s"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("config.yaml:3")
        .hasMessageContaining(
            "run-log-store.config.url must be a URL such as postgresql://host:5432/database");
    assertThatThrownBy(() -> PostgresServer.open(server.url(), "a-b", "60s"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("schema must be lower-case letters");
    assertThatThrownBy(
            () -> PostgresServer.open(server.url().replace("/postgres", "/none"), schema, "60s"))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("database \"none\" does not exist")
        .hasMessageContaining("in the config file");
  }
}
