package io.eagleray.engine.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eagleray.engine.s3.Bucket;
import io.eagleray.engine.s3.GrowingLog;
import io.eagleray.engine.s3.S3Server;
import io.eagleray.engine.s3.Upload;
import io.eagleray.run.CatalogEntry;
import io.eagleray.spi.Catalog;
import io.eagleray.spi.CatalogException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The catalog in a bucket of a real server. */
@Tag("slow")
class S3CatalogTest extends CatalogContract {
  private final String prefix = UUID.randomUUID() + "/";
  private final Bucket bucket = S3Server.shared().bucket(prefix);

  @Override
  Catalog open(Path directory, Supplier<Set<String>> drivenRuns) {
    return another(directory, drivenRuns, Duration.ofHours(1));
  }

  private Catalog another(Path directory, Supplier<Set<String>> drivenRuns, Duration grace) {
    return new S3Catalog(
        bucket,
        directory.resolve(".eagleray/cache/objects"),
        directory.resolve(".eagleray"),
        Clock.fixed(NOW, ZoneOffset.UTC),
        grace,
        drivenRuns);
  }

  @AfterEach
  void closeBucket() {
    bucket.close();
  }

  @Override
  List<String> contents() {
    return bucket.list("objects/").stream()
        .map(blob -> blob.key().substring("objects/".length()).replace("/", ""))
        .toList();
  }

  private static String key(String sha256) {
    return "objects/" + sha256.substring(0, 2) + "/" + sha256.substring(2);
  }

  @Override
  void damage(String sha256, String content) throws IOException {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    bucket.upload(
        key(sha256),
        new Upload() {
          @Override
          public long size() {
            return bytes.length;
          }

          @Override
          public InputStream open() {
            return new ByteArrayInputStream(bytes);
          }

          @Override
          public void check() {}
        });
  }

  @Override
  void forge(String line) {
    new GrowingLog(bucket, "files/r/").append((line + "\n").getBytes(StandardCharsets.UTF_8));
  }

  private Path local(String sha256) {
    return catalog.objects().resolve(sha256.substring(0, 2)).resolve(sha256.substring(2));
  }

  @Test
  void whatAWorkerLeftIsSentAndBroughtToAnotherMachine() throws IOException {
    Files.createDirectories(local(HELLO_SHA).getParent());
    Files.writeString(local(HELLO_SHA), "hello");

    catalog.send(Set.of(HELLO_SHA));
    catalog.send(Set.of(HELLO_SHA));

    assertThat(contents()).containsExactly(HELLO_SHA);
    Catalog other = another(elsewhere(), Set::of, Duration.ofHours(1));
    other.bring(Set.of(HELLO_SHA));
    other.bring(Set.of(HELLO_SHA));
    assertThat(other.objects().resolve("2c").resolve(HELLO_SHA.substring(2))).hasContent("hello");
    other.send(Set.of(HELLO_SHA));
  }

  @Test
  void anObjectThatIsNowhereIsToldWhenSentAndWhenBrought() {
    assertThatThrownBy(() -> catalog.send(Set.of(HELLO_SHA)))
        .isInstanceOf(CatalogException.class)
        .hasMessageContaining(HELLO_SHA)
        .hasMessageContaining("nor in the catalog");
    assertThatThrownBy(() -> catalog.bring(Set.of(HELLO_SHA)))
        .isInstanceOf(CatalogException.class)
        .hasMessageContaining("is not in the catalog s3://tests/" + prefix.replace("/", ""));
  }

  @Test
  void anObjectThatAWorkerDamagedIsNotTakenForWhatItWas() throws IOException {
    Files.createDirectories(local(HELLO_SHA).getParent());
    Files.writeString(local(HELLO_SHA), "HELLO");

    assertThatThrownBy(() -> catalog.send(Set.of(HELLO_SHA)))
        .isInstanceOf(CatalogException.class)
        .hasMessageContaining("is damaged");
    assertThat(catalog.has(HELLO_SHA)).isFalse();
  }

  @Test
  void tidyingUpKeepsWhatIsNamedAndWhatRunsHave() throws IOException {
    write("named", "named");
    write("other", "other!");
    String named = catalog.put("gone", "named", work, true).getFirst().sha256();
    String unnamed = catalog.put("gone", "other", work, true).getFirst().sha256();
    write("kept", "kept");
    put("kept");
    catalog.delete("gone");
    catalog.bring(Set.of(named));
    assertThat(catalog.retain(Set.of(named))).as("all are young").isZero();

    // The server tells the age in whole seconds, so nothing is older than a negative one.
    Catalog later = another(work, Set::of, Duration.ofSeconds(-1));
    assertThat(later.retain(Set.of(named))).isEqualTo("other!".length());
    assertThat(later.has(named)).isTrue();
    assertThat(later.has(unnamed)).isFalse();
    assertThat(get("*", elsewhere())).containsExactly("kept");
    assertThat(local(named)).doesNotExist();
  }

  @Test
  void anObjectThatWasThereBeforeIsNotDiscarded() throws IOException {
    write("a", "hello");
    another(work, Set::of, Duration.ofHours(1)).store(work.resolve("a"));
    catalog.store(work.resolve("a"));

    catalog.discard("r", Set.of(HELLO_SHA), Instant.EPOCH);

    assertThat(catalog.has(HELLO_SHA)).isTrue();
  }

  @Test
  void aFileOfSeveralPartsGoesInAndOut() throws IOException {
    Path big = work.resolve("big");
    byte[] bytes = new byte[(16 << 20) + 5];
    new java.util.Random(7).nextBytes(bytes);
    Files.write(big, bytes);

    String sha256 = catalog.store(big);
    catalog.export(sha256, elsewhere().resolve("big"));

    assertThat(Files.mismatch(big, elsewhere().resolve("big"))).isEqualTo(-1);
  }

  @Test
  void twoMachinesThatPutAtOnceLoseNothing() throws Exception {
    int each = 20;
    Catalog other = another(work, Set::of, Duration.ofHours(1));
    for (int i = 0; i < each; i++) {
      write("here" + i, "here" + i);
      write("there" + i, "there" + i);
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      List<Future<?>> ends = new ArrayList<>();
      ends.add(
          threads.submit(() ->
              IntStream.range(0, each).forEach(i -> catalog.put("r", "here" + i, work, true))));
      ends.add(
          threads.submit(() ->
              IntStream.range(0, each).forEach(i -> other.put("r", "there" + i, work, true))));
      for (Future<?> end : ends) {
        end.get();
      }
    }

    assertThat(catalog.get("r", "*", elsewhere()).stream().map(CatalogEntry::name))
        .hasSize(2 * each);
  }
}
