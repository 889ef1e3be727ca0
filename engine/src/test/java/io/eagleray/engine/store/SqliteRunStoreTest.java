package io.eagleray.engine.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eagleray.problem.EnvironmentException;
import io.eagleray.run.Event;
import io.eagleray.spi.EarlierStep;
import io.eagleray.spi.RunStore;
import io.eagleray.spi.RunStore.RunLock;
import io.eagleray.spi.RunStoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

class SqliteRunStoreTest extends RunStoreContract {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  @Override
  RunStore open() {
    return SqliteRunStore.open(folder.resolve("state"));
  }

  private void sql(Path state, String sql) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + state.resolve("eagleray.db"));
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Test
  void eventsAreThereWhenTheStoreIsOpenedAgain() {
    Path state = folder.resolve("again");
    try (RunStore first = SqliteRunStore.open(state)) {
      first.create("r");
      first.append("r", List.of(Events.stepEnded("a", 0)));
    }
    List<Event> events = new ArrayList<>();
    try (RunStore second = SqliteRunStore.open(state, Durability.POWER, folder.resolve("cache"))) {
      second.read("r", 0, events::add);
    }
    assertThat(events).containsExactly(Events.stepEnded("a", 0));
  }

  /** A link that leads nowhere keeps root too from making the file that SQLite reads by. */
  @Test
  void aStoreBesideWhichNothingCanBeMadeIsReadAsItIs() throws IOException {
    Path state = folder.resolve("a b?c%20#d");
    try (RunStore first = SqliteRunStore.open(state)) {
      first.create("r");
      first.append("r", List.of(Events.stepEnded("a", 0)));
    }
    Files.deleteIfExists(state.resolve("eagleray.db-shm"));
    Files.createSymbolicLink(state.resolve("eagleray.db-shm"), folder.resolve("nowhere/at-all"));
    List<Event> events = new ArrayList<>();
    try (RunStore second = SqliteRunStore.open(state)) {
      assertThat(second.runs()).containsExactly("r");
      second.read("r", 0, events::add);
      assertThatThrownBy(() -> second.create("s"))
          .isInstanceOf(RunStoreException.class)
          .hasMessageContaining("cannot be written; mend its permissions, or use --state DIR");
    }
    assertThat(events).containsExactly(Events.stepEnded("a", 0));
  }

  @Test
  void anotherStoreOfThisProcessSeesTheLockAndDoesNotBreakIt() {
    try (RunStore one = open();
        RunStore other = open();
        RunLock lock = one.lock("r")) {
      assertThat(other.isLocked("r")).isTrue();
      assertThat(other.isLocked("r")).isTrue();
      assertThatThrownBy(() -> other.lock("r")).isInstanceOf(RunStoreException.class);
      assertThat(one.isLocked("r")).isTrue();
    }
  }

  @Test
  void aStateFolderOfANewerVersionIsRefused() throws SQLException {
    Path state = folder.resolve("newer");
    SqliteRunStore.open(state).close();
    sql(state, "PRAGMA user_version=99");

    assertThatThrownBy(() -> SqliteRunStore.open(state))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("written by a newer version")
        .hasMessageContaining(state.toString());
  }

  @Test
  void aDatabaseWithoutKeysIsBroughtUpToDate() throws SQLException {
    Path state = folder.resolve("older");
    try (RunStore store = SqliteRunStore.open(state)) {
      store.create("r");
      store.append("r", List.of(Events.warned("a", 0)));
    }
    sql(state, "DROP INDEX events_by_key");
    sql(state, "ALTER TABLE events DROP COLUMN key");
    sql(state, "PRAGMA user_version=1");

    try (RunStore store = SqliteRunStore.open(state)) {
      String key = "ab12".repeat(16);
      store.append("r", List.of(Events.kept(key, "of r", 1)));

      assertThat(store.earlier(key, "own")).map(EarlierStep::runId).contains("r");
      List<Event> events = new ArrayList<>();
      store.read("r", 0, events::add);
      assertThat(events).containsExactly(Events.warned("a", 0), Events.kept(key, "of r", 1));
    }
  }

  @Test
  void anEventOfANewerVersionIsTold() throws SQLException {
    Path state = folder.resolve("newer-event");
    try (RunStore store = SqliteRunStore.open(state)) {
      store.create("r");
      store.append("r", List.of(Events.warned("a", 0)));
      sql(state, "UPDATE events SET type = 'Levitated'");

      assertThatThrownBy(() -> store.read("r", 0, event -> {}))
          .isInstanceOf(RunStoreException.class)
          .hasMessageContaining("run r")
          .hasMessageContaining("Levitated");
    }
  }

  @Test
  void aDatabaseThatIsNoneIsToldAsDamaged() throws IOException {
    Path state = Files.createDirectories(folder.resolve("damaged"));
    Files.writeString(state.resolve("eagleray.db"), "no database".repeat(1_000));

    assertThatThrownBy(() -> SqliteRunStore.open(state))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("is damaged")
        .hasMessageContaining("eagleray.db");
  }

  @Test
  void aStateFolderThatIsAFileIsRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");

    assertThatThrownBy(() -> SqliteRunStore.open(file))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("is a file")
        .hasMessageContaining("--state DIR");
    assertThatThrownBy(() -> SqliteRunStore.open(file.resolve("state")))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("--state DIR");
  }

  @Test
  void aFullDiskFailsTheAppendAndKeepsWhatWasThere() throws SQLException {
    Path state = folder.resolve("full");
    SqliteRunStore.open(state).close();
    SqliteConnections small =
        new SqliteConnections(state.resolve("eagleray.db"), Durability.PROCESS);
    SqliteFaults faults = new SqliteFaults(state.resolve("eagleray.db"));
    try (Connection connection = small.openMigrated();
        Statement statement = connection.createStatement();
        SqliteWriter writer = new SqliteWriter(connection)) {
      statement.execute("PRAGMA max_page_count=12");
      writer.create("r");
      GroupCommit<StoredEvents> queue =
          new GroupCommit<>(
              new java.util.concurrent.locks.ReentrantLock(), faults.telling(writer::append));
      queue.append(StoredEvents.of("r", List.of(Events.warned("a", 0))));
      List<Event> many = new ArrayList<>();
      for (int i = 1; i < 2_000; i++) {
        many.add(Events.warned("a", i));
      }
      assertThatThrownBy(() -> queue.append(StoredEvents.of("r", many)))
          .isInstanceOf(RunStoreException.class)
          .hasMessageContaining("no space left");
      queue.append(StoredEvents.of("r", List.of(Events.warned("a", 1))));
    }
    try (RunStore store = SqliteRunStore.open(state)) {
      assertThat(store.read("r", 0, event -> {})).isEqualTo(2);
    }
  }

  @Test
  void faultsSayWhatToDo() {
    SqliteFaults faults = new SqliteFaults(Path.of("/s/eagleray.db"));
    assertThat(faults.whenOpening(fault(SQLiteErrorCode.SQLITE_READONLY_DIRECTORY)))
        .hasMessage(
            "the run log /s/eagleray.db cannot be written; mend its permissions, or use --state DIR");
    assertThat(faults.whenOpening(fault(SQLiteErrorCode.SQLITE_CANTOPEN)))
        .hasMessageContaining("cannot be opened; mend its permissions");
    assertThat(faults.whenUsing(fault(SQLiteErrorCode.SQLITE_BUSY_SNAPSHOT)))
        .hasMessageContaining("kept locked by another process");
    assertThat(faults.whenUsing(fault(SQLiteErrorCode.SQLITE_IOERR_SHMSIZE)))
        .hasMessageContaining("fails or is full");
  }

  private static SQLiteException fault(SQLiteErrorCode code) {
    return new SQLiteException("it\nfailed", code);
  }

  @Test
  void networkFileSystemsAreRefusedAndThoseOfContainersAreNot() {
    for (String type : List.of("nfs", "nfs4", "cifs", "smb3", "smbfs")) {
      assertThatThrownBy(() -> StateFolder.checkFileSystem(folder, type))
          .isInstanceOf(EnvironmentException.class)
          .hasMessageContaining(type)
          .hasMessageContaining("--state DIR");
    }
    for (String type : List.of("ext4", "overlay", "9p", "tmpfs", "")) {
      assertThatCode(() -> StateFolder.checkFileSystem(folder, type)).doesNotThrowAnyException();
    }
  }

  @Test
  void aBatchOfAnUnknownRunDoesNotFailItsNeighbours() throws SQLException {
    try (RunStore store = open()) {
      store.create("r");
      assertThatThrownBy(() -> store.append("none", List.of(Events.warned("a", 0))))
          .isInstanceOf(RunStoreException.class);
      store.append("r", List.of(Events.warned("a", 0)));
      assertThat(store.read("r", 0, event -> {})).isEqualTo(1);
    }
  }
}
