package io.eagleray.worker.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ReportLineTest {
  @Test
  void aJsonObjectIsAReport() {
    assertThat(ReportLine.read("{\"loss\": 0.5, \"epoch\": 3}"))
        .isEqualTo(Optional.of(Map.of("loss", 0.5, "epoch", 3L)));
  }

  @Test
  void numbersThatJsonHasNotAreTakenAsPythonWritesThem() {
    assertThat(ReportLine.read("{\"NaN\": NaN, \"a\": -Infinity, \"b\": \"is \\\"NaN, NaN\"}"))
        .isEqualTo(
            Optional.of(
                Map.of("NaN", Double.NaN, "a", Double.NEGATIVE_INFINITY, "b", "is \"NaN, NaN")));
  }

  @Test
  void aReportMayHoldALongText() {
    String text = "say \\\"NaN\\\" ".repeat(20_000);
    Map<?, ?> report = ReportLine.read("{\"note\": \"" + text + "\", \"loss\": NaN}").orElseThrow();
    assertThat(report.get("loss")).isEqualTo(Double.NaN);
    assertThat(report.get("note")).asString().hasSize(10 * 20_000);
  }

  @Test
  void aNumberBeyondAllExponentsIsNoReport() {
    assertThat(ReportLine.read("{\"loss\": 1e99999999999}")).isEmpty();
  }

  @Test
  void whatIsNoJsonIsNoReport() {
    assertThat(ReportLine.read("{'loss': 0.5}")).isEmpty();
    assertThat(ReportLine.read("{\"loss\": nan}")).isEmpty();
    assertThat(ReportLine.wrong("{'loss': 0.5}"))
        .isEqualTo(
            "no report could be read: the line {'loss': 0.5} is not JSON, which looks like"
                + " {\"loss\": 0.5}");
  }
}
