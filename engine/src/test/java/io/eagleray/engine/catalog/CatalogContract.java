package io.eagleray.engine.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eagleray.run.CatalogEntry;
import io.eagleray.run.CatalogEntry.Direction;
import io.eagleray.spi.Catalog;
import io.eagleray.spi.CatalogException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every catalog promises. */
abstract class CatalogContract {
  static final String HELLO_SHA =
      "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";
  static final Instant NOW = Instant.parse("2026-05-06T07:08:09Z");

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path temporary;

  @SuppressWarnings("NullAway.Init")
  Path work;

  @SuppressWarnings("NullAway.Init")
  Catalog catalog;

  final Set<String> driven = new HashSet<>();

  /** A new catalog for a working directory, whose state folder is {@code .eagleray} in it. */
  abstract Catalog open(Path directory, Supplier<Set<String>> drivenRuns) throws IOException;

  /** The hashes of all contents that are stored. */
  abstract List<String> contents() throws IOException;

  /** Exchanges the content of an object. */
  abstract void damage(String sha256, String content) throws IOException;

  /** Adds a line to the manifest of run {@code r}. */
  abstract void forge(String line) throws IOException;

  @BeforeEach
  void openCatalog() throws IOException {
    work = Files.createDirectories(temporary.resolve("work"));
    catalog = open(work, () -> Set.copyOf(driven));
  }

  Path write(String name, String text) throws IOException {
    Path file = work.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  List<String> put(String glob) {
    return catalog.put("r", glob, work, true).stream().map(CatalogEntry::name).toList();
  }

  List<String> get(String glob, Path folder) {
    return catalog.get("r", glob, folder).stream().map(CatalogEntry::name).toList();
  }

  Path elsewhere() throws IOException {
    return Files.createDirectories(temporary.resolve("elsewhere"));
  }

  @Test
  void whatWasPutComesBackWithItsFolders() throws IOException {
    write("data/deep/a.csv", "hello");

    assertThat(catalog.put("r", "data/**/*.csv", work, true))
        .containsExactly(new CatalogEntry("data/deep/a.csv", HELLO_SHA, 5, Direction.PUT, true));
    assertThat(catalog.get("r", "data/**", elsewhere()))
        .containsExactly(new CatalogEntry("data/deep/a.csv", HELLO_SHA, 5, Direction.GET, true));
    assertThat(elsewhere().resolve("data/deep/a.csv")).hasContent("hello");
  }

  @Test
  void theSameContentIsStoredOnce() throws IOException {
    write("a", "hello");
    write("b", "hello");

    put("*");
    put("*");

    assertThat(contents()).containsExactly(HELLO_SHA);
    assertThat(catalog.get("r", "*", elsewhere())).hasSize(2);
  }

  @Test
  void ofANameTheLatestContentHolds() throws IOException {
    write("a", "old");
    put("a");
    write("a", "new");
    put("a");

    get("a", elsewhere());

    assertThat(elsewhere().resolve("a")).hasContent("new");
  }

  @Test
  void globsMatchAsUsersExpect() throws IOException {
    for (String name : List.of("a.csv", "b.txt", "d/a.csv", "d/e/a.csv")) {
      write(name, name);
    }
    assertThat(put("*.csv")).containsExactly("a.csv");
    assertThat(put("**/*.csv")).containsExactly("a.csv", "d/a.csv", "d/e/a.csv");
    assertThat(put("d/**/a.csv")).containsExactly("d/a.csv", "d/e/a.csv");
    assertThat(put("d/*/*.csv")).containsExactly("d/e/a.csv");
    assertThat(put("*.{csv,txt}")).containsExactly("a.csv", "b.txt");
    assertThat(put("./a.csv")).containsExactly("a.csv");
    assertThat(put("d")).isEmpty();
    assertThat(put("nothing/*")).isEmpty();
  }

  @Test
  void theStateFolderIsNeverPut() throws IOException {
    write("a", "hello");
    put("**");

    assertThat(put("**")).containsExactly("a");
    assertThat(put(".eagleray/**")).isEmpty();
  }

  @Test
  void patternsThatLeadOutAreRefused() {
    for (String glob : List.of("../x", "a/../../x", "/etc/passwd", "~/x", "")) {
      assertThatThrownBy(() -> put(glob)).isInstanceOf(CatalogException.class);
      assertThatThrownBy(() -> get(glob, work)).isInstanceOf(CatalogException.class);
      assertThat(CatalogGlob.problem(glob)).isPresent();
    }
    assertThatThrownBy(() -> put("[")).isInstanceOf(CatalogException.class);
    assertThat(CatalogGlob.problem("data/*.csv")).isEqualTo(Optional.empty());
  }

  @Test
  void linksThatLeadOutAreRefusedAndThoseThatStayInsideAreFollowed() throws IOException {
    write("real/a.csv", "hello");
    Files.createSymbolicLink(work.resolve("inside"), work.resolve("real"));
    assertThat(put("inside/*.csv")).containsExactly("inside/a.csv");

    Files.writeString(elsewhere().resolve("secret.csv"), "x");
    Files.createSymbolicLink(work.resolve("outside"), elsewhere());
    assertThatThrownBy(() -> put("outside/*.csv"))
        .isInstanceOf(CatalogException.class)
        .hasMessageContaining("leads out of");
    Files.createSymbolicLink(work.resolve("link.csv"), elsewhere().resolve("secret.csv"));
    assertThatThrownBy(() -> put("*.csv")).isInstanceOf(CatalogException.class);
  }

  @Test
  void gettingDoesNotWriteThroughALinkThatLeadsOut() throws IOException {
    write("data/a", "hello");
    put("data/a");
    Path target = Files.createDirectories(temporary.resolve("target"));
    Files.createSymbolicLink(target.resolve("data"), elsewhere());

    assertThatThrownBy(() -> get("**", target))
        .isInstanceOf(CatalogException.class)
        .hasMessageContaining("outside of");
    assertThat(elsewhere()).isEmptyDirectory();
  }

  @Test
  void circularLinksEnd() throws IOException {
    write("d/a", "hello");
    Files.createSymbolicLink(work.resolve("d/again"), work.resolve("d"));

    assertThat(put("d/**")).containsExactly("d/a");
  }

  @Test
  void withoutACopyOnlyTheHashIsKept() throws IOException {
    write("a", "hello");
    catalog.put("r", "a", work, false);

    assertThat(catalog.has(HELLO_SHA)).isFalse();
    assertThat(catalog.get("r", "a", work))
        .containsExactly(new CatalogEntry("a", HELLO_SHA, 5, Direction.GET, false));
    write("a", "changed");
    assertThatThrownBy(() -> get("a", work))
        .isInstanceOf(CatalogException.class)
        .hasMessageContaining("store_copy: false");
  }

  @Test
  void aFileThatIsThereAsItWasPutIsLeft() throws IOException {
    Path program = write("run.sh", "echo hello");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-x---"));
    Files.setLastModifiedTime(program, FileTime.from(NOW));
    put("run.sh");

    assertThat(get("run.sh", work)).containsExactly("run.sh");

    assertThat(program).isExecutable();
    assertThat(Files.getLastModifiedTime(program).toInstant()).isEqualTo(NOW);
  }

  @Test
  void aFileThatIsReplacedKeepsItsPermissions() throws IOException {
    Path program = write("run.sh", "echo hello");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-x---"));
    put("run.sh");
    write("run.sh", "echo other");

    get("run.sh", work);

    assertThat(program).hasContent("echo hello").isExecutable();
  }

  @Test
  void aBackslashInANameIsALetterOfIt() throws IOException {
    write("data/a\\b", "hello");

    assertThat(put("data/*")).containsExactly("data/a\\b");
    assertThat(get("data/*", elsewhere())).containsExactly("data/a\\b");
    assertThat(elsewhere().resolve("data/a\\b")).hasContent("hello");
  }

  @Test
  void aDamagedObjectIsNotGivenOut() throws IOException {
    write("a", "hello");
    put("a");
    damage(HELLO_SHA, "HELLO");

    assertThatThrownBy(() -> get("a", elsewhere()))
        .isInstanceOf(CatalogException.class)
        .hasMessageContaining("is damaged");
    assertThatThrownBy(() -> catalog.export(HELLO_SHA, elsewhere().resolve("b")))
        .isInstanceOf(CatalogException.class);
    assertThat(elsewhere()).isEmptyDirectory();
  }

  @Test
  void anObjectIsExportedAndAMissingOneIsTold() throws IOException {
    write("a", "hello");
    put("a");
    catalog.export(HELLO_SHA, elsewhere().resolve("new/b"));

    assertThat(elsewhere().resolve("new/b")).hasContent("hello");
    assertThatThrownBy(() -> catalog.export("0".repeat(64), elsewhere().resolve("c")))
        .hasMessageContaining("is not in the catalog");
    assertThatThrownBy(() -> catalog.export("../../etc", elsewhere().resolve("c")))
        .isInstanceOf(CatalogException.class);
  }

  @Test
  void aPipeIsWrittenToAndNotReplaced() throws Exception {
    write("a.txt", "hello");
    put("a.txt");
    Path pipe = elsewhere().resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    Process reader = new ProcessBuilder("cat", pipe.toString()).start();
    try {
      catalog.export(HELLO_SHA, pipe);
      assertThat(Files.isRegularFile(pipe)).isFalse();
      assertThat(reader.inputReader().readLine()).isEqualTo("hello");
    } finally {
      reader.destroyForcibly();
    }
  }

  @Test
  void aRunIdThatLeadsElsewhereIsRefused() {
    assertThatThrownBy(() -> catalog.delete("../../x")).isInstanceOf(CatalogException.class);
    assertThatThrownBy(() -> catalog.delete("..")).isInstanceOf(CatalogException.class);
  }

  @Test
  void aBigFileGoesInAndOut() throws IOException {
    Path file = work.resolve("big");
    try (RandomAccessFile big = new RandomAccessFile(file.toFile(), "rw")) {
      big.setLength(48L << 20);
    }
    put("big");
    get("big", elsewhere());

    assertThat(Files.mismatch(file, elsewhere().resolve("big"))).isEqualTo(-1);
  }

  @Test
  void nothingIsDeletedWhileAnotherRunIsDrivenThatMayHaveMadeTheSameObject() throws IOException {
    write("a", "hello");
    put("a");
    catalog.delete("r");
    driven.add("other");
    catalog.discard("r", Set.of(HELLO_SHA), NOW.minus(Duration.ofDays(1)));
    assertThat(catalog.retain(Set.of())).isZero();
    assertThat(catalog.has(HELLO_SHA)).isTrue();

    driven.remove("other");
    driven.add("r");
    assertThat(catalog.retain(Set.of())).isZero();
    catalog.discard("r", Set.of(HELLO_SHA), NOW.minus(Duration.ofDays(1)));
    assertThat(catalog.has(HELLO_SHA)).isFalse();
  }

  @Test
  void aNameInAManifestThatLeadsOutIsNotWrittenTo() throws IOException {
    write("a", "hello");
    put("a");
    for (String name : List.of("../x", "d/../../x", temporary.resolve("x").toString())) {
      forge(
          "{\"name\":\"%s\",\"sha256\":\"%s\",\"size\":5,\"stored\":true}"
              .formatted(name, HELLO_SHA));
      assertThatThrownBy(() -> get("**", elsewhere()))
          .isInstanceOf(CatalogException.class)
          .hasMessageContaining("outside of");
      assertThat(temporary.resolve("x")).doesNotExist();
      catalog.delete("r");
    }
  }

  @Test
  void aLinkToAFileOutsideIsNotWrittenThrough() throws IOException {
    write("a", "hello");
    put("a");
    Path target = Files.createDirectories(temporary.resolve("target"));
    Path secret = Files.writeString(elsewhere().resolve("secret"), "x");
    Files.createSymbolicLink(target.resolve("a"), secret);

    assertThatThrownBy(() -> get("**", target)).isInstanceOf(CatalogException.class);
    assertThat(secret).hasContent("x");
  }

  @Test
  void aLinkToAFileInsideIsReplacedAndTheFileIsLeft() throws IOException {
    write("a", "hello");
    put("a");
    Path target = Files.createDirectories(temporary.resolve("target"));
    Path other = Files.writeString(target.resolve("b"), "x");
    Files.createSymbolicLink(target.resolve("a"), other);

    get("**", target);
    assertThat(target.resolve("a")).isRegularFile().hasContent("hello");
    assertThat(other).hasContent("x");
  }

  @Test
  void aRunsFilesAreForgottenWithIt() throws IOException {
    write("a", "hello");
    put("a");
    catalog.delete("r");
    catalog.delete("r");

    assertThat(get("**", elsewhere())).isEmpty();
    assertThat(catalog.has(HELLO_SHA)).isTrue();
  }

  @Test
  void anotherRunsFilesAreTakenOverWithTheirContent() throws IOException {
    write("data/a.csv", "one");
    List<CatalogEntry> put = catalog.put("old", "data/*.csv", work, true);
    catalog.delete("old");
    Files.delete(work.resolve("data/a.csv"));

    assertThat(catalog.adopt("new", put, Optional.of(work))).isTrue();

    assertThat(work.resolve("data/a.csv")).hasContent("one");
    assertThat(catalog.find("new", "data/*"))
        .extracting(CatalogEntry::name, CatalogEntry::direction)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("data/a.csv", Direction.GET));
  }

  @Test
  void aFileWithoutACopyIsTakenOverOnlyWhereItLiesAsItWas() throws IOException {
    write("a.csv", "one");
    List<CatalogEntry> put = catalog.put("old", "a.csv", work, false);

    assertThat(catalog.adopt("new", put, Optional.of(work))).isTrue();
    write("a.csv", "other");
    assertThat(catalog.adopt("newer", put, Optional.of(work))).isFalse();
  }

  @Test
  void filesThatAreWithdrawnAreNotTheRunsAnyMore() throws IOException {
    write("a.txt", "one");
    write("b.txt", "two");
    List<CatalogEntry> put = catalog.put("r", "*.txt", work, true);

    catalog.withdraw("r", put.subList(0, 1), List.of());

    assertThat(catalog.find("r", "*.txt")).extracting(CatalogEntry::name).containsExactly("b.txt");
    catalog.withdraw("r", put.subList(0, 1), List.of());
    assertThat(put("a.txt")).containsExactly("a.txt");
    assertThat(catalog.find("r", "a.txt")).hasSize(1);
  }

  @Test
  void whatWasPutUnderTheSameNameBeforeIsTheRunsAgain() throws IOException {
    write("a.txt", "before");
    List<CatalogEntry> before = catalog.put("r", "a.txt", work, true);
    write("a.txt", "after");
    List<CatalogEntry> after = catalog.put("r", "a.txt", work, true);

    catalog.withdraw("r", after, before);

    assertThat(catalog.find("r", "a.txt"))
        .extracting(CatalogEntry::sha256)
        .containsExactly(before.getFirst().sha256());
  }

  @Test
  void aFileThatWasPutAgainWithAnotherContentIsNotWithdrawn() throws IOException {
    write("a.txt", "before");
    List<CatalogEntry> before = catalog.put("r", "a.txt", work, true);
    write("a.txt", "after");
    catalog.put("r", "a.txt", work, true);

    catalog.withdraw("r", before, List.of());

    assertThat(catalog.find("r", "a.txt")).hasSize(1);
  }
}
