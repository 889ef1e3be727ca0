package io.eagleray.engine.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.run.CatalogEntry;
import io.eagleray.spi.Catalog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FolderCatalogTest extends CatalogContract {
  @Override
  Catalog open(Path directory, Supplier<Set<String>> drivenRuns) {
    return FolderCatalogs.open(
        directory.resolve(".eagleray/catalog"),
        directory.resolve(".eagleray"),
        Clock.fixed(NOW, ZoneOffset.UTC),
        Duration.ofHours(1),
        drivenRuns);
  }

  @Override
  List<String> contents() throws IOException {
    return objects().stream()
        .map(object -> catalog.objects().relativize(object).toString().replace("/", ""))
        .toList();
  }

  @Override
  void damage(String sha256, String content) throws IOException {
    Files.writeString(
        catalog.objects().resolve(sha256.substring(0, 2)).resolve(sha256.substring(2)), content);
  }

  @Override
  void forge(String line) throws IOException {
    Path run = Files.createDirectories(work.resolve(".eagleray/catalog/runs/r"));
    Files.writeString(
        run.resolve("manifest.jsonl"),
        line + "\n",
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  private List<Path> objects() throws IOException {
    try (Stream<Path> files = Files.walk(catalog.objects())) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  @Test
  void anObjectLiesWhereWorkersLookForIt() throws IOException {
    write("a", "hello");
    put("a");

    assertThat(catalog.objects().resolve("2c").resolve(HELLO_SHA.substring(2))).hasContent("hello");
    assertThat(catalog.has(HELLO_SHA)).isTrue();
    assertThat(catalog.has("0".repeat(64))).isFalse();
  }

  /** A link to itself stands for a file whose time only another user may set. */
  @Test
  void anObjectThatCannotBeMadeYoungAgainIsStoredAnew() throws IOException {
    write("a", "hello");
    put("a");
    Path object = catalog.objects().resolve("2c").resolve(HELLO_SHA.substring(2));
    Files.delete(object);
    Files.createSymbolicLink(object, object);
    put("a");

    assertThat(object).isRegularFile().hasContent("hello");
    assertThat(objects()).containsExactly(object);
  }

  @Test
  void aLineThatACrashCutOffIsPassedOver() throws IOException {
    write("a", "hello");
    put("a");
    Path manifest = work.resolve(".eagleray/catalog/runs/r/manifest.jsonl");
    Files.writeString(manifest, "{\"name\":\"b\",\"sha", StandardOpenOption.APPEND);
    write("c", "more");
    put("c");

    assertThat(get("*", elsewhere())).containsExactly("a", "c");
  }

  @Test
  void aLineThatWasCutOffWithinACharacterIsPassedOverToo() throws IOException {
    write("a", "hello");
    put("a");
    Path manifest = work.resolve(".eagleray/catalog/runs/r/manifest.jsonl");
    byte[] cut = Arrays.copyOf("{\"name\":\"é".getBytes(StandardCharsets.UTF_8), 10);
    Files.write(manifest, cut, StandardOpenOption.APPEND);

    assertThat(get("*", elsewhere())).containsExactly("a");
    assertThat(catalog.retain(Set.of())).isZero();
  }

  @Test
  void tidyingUpKeepsWhatIsNamedWhatRunsHaveAndWhatIsYoung() throws IOException {
    write("named", "named");
    write("other", "other!");
    String named = catalog.put("gone", "named", work, true).getFirst().sha256();
    catalog.put("gone", "other", work, true);
    write("kept", "kept");
    put("kept");
    catalog.delete("gone");
    Files.writeString(catalog.objects().resolve("unfinished-x"), "123");
    assertThat(catalog.retain(Set.of(named))).isZero();

    for (Path object : objects()) {
      Files.setLastModifiedTime(object, FileTime.from(NOW.minus(Duration.ofHours(2))));
    }

    assertThat(catalog.retain(Set.of(named))).isEqualTo("other!".length() + 3);
    assertThat(catalog.has(named)).isTrue();
    assertThat(get("*", elsewhere())).containsExactly("kept");
  }

  @Test
  void puttingAnOldObjectAgainMakesItYoung() throws IOException {
    write("a", "hello");
    put("a");
    Files.setLastModifiedTime(objects().getFirst(), FileTime.from(NOW.minus(Duration.ofDays(1))));
    put("a");
    catalog.delete("r");

    assertThat(catalog.retain(Set.of())).isZero();
    assertThat(catalog.has(HELLO_SHA)).isTrue();
  }

  @Test
  void filesThatAreNotAllThereAreNotTakenOver() throws IOException {
    write("a.csv", "one");
    write("b.csv", "two");
    List<CatalogEntry> put = catalog.put("old", "*.csv", work, true);
    catalog.delete("old");
    Files.delete(work.resolve("a.csv"));
    String gone = put.get(1).sha256();
    Files.delete(catalog.objects().resolve(gone.substring(0, 2)).resolve(gone.substring(2)));

    assertThat(catalog.adopt("new", put, Optional.of(work))).isFalse();

    assertThat(work.resolve("a.csv")).doesNotExist();
    assertThat(catalog.find("new", "**")).isEmpty();
  }
}
