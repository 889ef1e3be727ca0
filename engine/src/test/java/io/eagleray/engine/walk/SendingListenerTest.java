package io.eagleray.engine.walk;

import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.engine.catalog.FolderCatalogs;
import io.eagleray.json.Json;
import io.eagleray.spi.Catalog;
import io.eagleray.spi.ForwardingCatalog;
import io.eagleray.spi.StoreSurroundings;
import io.eagleray.spi.TaskOutcome;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SendingListenerTest {
  private record BrokenCatalog(Catalog catalog) implements ForwardingCatalog {
    @Override
    public void send(Set<String> sha256) {
      throw new IllegalStateException("no connection pool");
    }
  }

  @Test
  void aTaskWhoseObjectsCannotBeSentForWhateverReasonEnds(@TempDir Path folder) throws Exception {
    Catalog broken =
        new BrokenCatalog(
            FolderCatalogs.inStateFolder(new StoreSurroundings(folder, folder, Map.of(), false))
                .open(Clock.systemUTC(), Set::of));
    CompletableFuture<TaskOutcome> ended = new CompletableFuture<>();

    new SendingListener(ended::complete, broken)
        .ended(new TaskOutcome.Returned(Map.of("x", Json.of(1))));

    assertThat(ended.get(10, TimeUnit.SECONDS))
        .isInstanceOfSatisfying(
            TaskOutcome.Failed.class,
            failed -> assertThat(failed.failure().message()).isEqualTo("no connection pool"));
  }
}
