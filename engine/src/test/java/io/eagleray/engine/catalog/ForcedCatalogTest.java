package io.eagleray.engine.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.eagleray.spi.Catalog;
import io.eagleray.spi.StoreSurroundings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Forces what it keeps; all else as the one that does not. */
class ForcedCatalogTest extends FolderCatalogTest {
  @Override
  Catalog open(Path directory, Supplier<Set<String>> drivenRuns) {
    return open(directory, drivenRuns, true);
  }

  private static Catalog open(
      Path directory, Supplier<Set<String>> drivenRuns, boolean survivesPowerLoss) {
    StoreSurroundings surroundings =
        new StoreSurroundings(
            directory.resolve(".eagleray"), directory, Map.of(), survivesPowerLoss);
    return FolderCatalogs.inStateFolder(surroundings)
        .open(Clock.fixed(NOW, ZoneOffset.UTC), drivenRuns);
  }

  @Test
  void onlyWhereTheLogSurvivesPowerLossDoContents() {
    assertThat(catalog.survivesPowerLoss()).isTrue();
    assertThat(open(work, Set::of, false).survivesPowerLoss()).isFalse();
  }

  @Test
  void whatIsThereIsForcedAndWhatIsElsewherePassedOver() throws IOException {
    write("a", "hello");
    put("a");

    assertThatCode(() -> catalog.force("r", Set.of(HELLO_SHA, "ab".repeat(32), "x")))
        .doesNotThrowAnyException();
  }
}
