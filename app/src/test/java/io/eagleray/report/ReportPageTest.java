package io.eagleray.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eagleray.engine.store.MemoryRunStore;
import io.eagleray.json.Json;
import io.eagleray.json.JsonObject;
import io.eagleray.run.RunEvent;
import io.eagleray.run.RunStatus;
import io.eagleray.run.Value;
import io.eagleray.spi.RunStore;
import io.eagleray.spi.UnknownRunException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReportPageTest {
  private static final Pattern DATA =
      Pattern.compile(
          "<script type=\"application/json\" id=\"data\">(.*?)</script>", Pattern.DOTALL);

  @TempDir Path folder;

  private static String page(SyntheticRun run) {
    return ReportPage.html(ReportData.from(run.log(), RunStatus.RUNNING));
  }

  @Test
  void noValueCanEndTheElementItStandsIn() {
    String nasty = "</script><script>alert(1)</script><!-- \u2028 {{style}} $1 \\ 数据 \uD83E\uDD85";
    SyntheticRun run = SyntheticRun.named(nasty, nasty);
    run.add(new RunEvent.Warned(nasty));
    run.step(nasty, Duration.ofSeconds(1), Map.of(nasty, Value.of(Json.of(nasty))));

    String page = page(run);

    Matcher data = DATA.matcher(page);
    assertThat(data.find()).isTrue();
    assertThat(((JsonObject) Json.parse(data.group(1))).object("run").text("id")).hasValue(nasty);
    assertThat(page).doesNotContain("alert(1)</script>").contains("&lt;/script&gt;");
  }

  @Test
  void thePageNamesNothingOutsideItself() {
    String page = page(SampleRuns.search(5, 3, 1));

    assertThat(page.replace("http://www.w3.org/2000/svg", ""))
        .doesNotContain("http:", "https:", "src=", "@import", "url(");
    assertThat(page).contains("default-src 'none'; style-src 'sha256-");
  }

  @Test
  void aStoredRunIsWrittenAndReplacesAnOlderReport() throws Exception {
    Path file = folder.resolve("out/report.html");
    Files.createDirectories(file.getParent());
    Files.writeString(file, "old");
    SyntheticRun run = SampleRuns.failed();
    try (RunStore store = new MemoryRunStore()) {
      store.create("brave-heron-1620");
      store.append("brave-heron-1620", run.events());

      ReportWriter.write(store, "brave-heron-1620", RunStatus.FAILED, file);

      assertThat(file).content().contains("<title>brave-heron-1620 · eagleray</title>");
      assertThat(file.getParent()).isDirectoryContaining("glob:**.html");
      try (var files = Files.list(file.getParent())) {
        assertThat(files).hasSize(1);
      }
      assertThatThrownBy(() -> ReportWriter.write(store, "nobody", RunStatus.FAILED, file))
          .isInstanceOf(UnknownRunException.class);
    }
  }
}
