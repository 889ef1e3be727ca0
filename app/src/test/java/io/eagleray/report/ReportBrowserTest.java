package io.eagleray.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.json.Json;
import io.eagleray.json.JsonObject;
import io.eagleray.run.RunStatus;
import io.eagleray.run.TrialStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reports as a real browser shows them. */
@Tag("slow")
final class ReportBrowserTest {
  /** For each plot how many marks it has: parts of the paths that show data. */
  private static final String MARKS =
      """
      Object.fromEntries([...document.querySelectorAll('figure.plot')].map((figure, i) => [
        figure.dataset.plot + (figure.dataset.plot === 'slice' ? i : ''),
        [...figure.querySelectorAll('svg path')]
          .filter((path) => path.matches('.dots, .crosses, .line, .bar, .thread'))
          .reduce((sum, path) => sum + (path.getAttribute('d').match(/M/g) || []).length, 0)]))
      """;

  @TempDir static Path folder;
  private static Browser browser;

  @BeforeAll
  static void start() throws Exception {
    browser = Browser.start(Files.createDirectory(folder.resolve("profile")));
  }

  @AfterAll
  static void end() {
    browser.close();
  }

  private static void open(SyntheticRun run, RunStatus status, int width) throws Exception {
    Path file = folder.resolve("report.html");
    ReportWriter.write(ReportData.from(run.log(), status), file);
    browser.open(file, width, 900);
  }

  private static JsonObject marks() throws Exception {
    return (JsonObject) browser.evaluate(MARKS);
  }

  private static void assertDrawn(JsonObject marks, String plot, int least) {
    assertThat(marks.integer(plot).orElse(0)).as(plot).isGreaterThanOrEqualTo(least);
  }

  private static void assertNothingWrong() throws Exception {
    assertThat(browser.problems()).isEmpty();
    assertThat(browser.text("document.querySelectorAll('.broken').length")).isEqualTo("0");
  }

  @Test
  void everyPlotOfASearchIsDrawn() throws Exception {
    open(SampleRuns.search(60, 27, 4), RunStatus.SUCCESS, 1280);

    JsonObject marks = marks();
    assertDrawn(marks, "timeline", 63);
    assertDrawn(marks, "history", 60);
    assertDrawn(marks, "parallel", 50);
    assertDrawn(marks, "curves", 40);
    assertDrawn(marks, "importance", 6);
    assertThat(marks.fields().keySet().stream().filter(name -> name.startsWith("slice")))
        .hasSize(6);
    marks.fields().forEach((name, count) -> assertDrawn(marks, name, 1));
    assertThat(browser.text("document.querySelectorAll('.rung').length")).isEqualTo("2");
    assertThat(browser.text("document.querySelectorAll('table.trials tbody tr').length"))
        .isEqualTo("60");
    assertNothingWrong();
  }

  @Test
  void theThreeMostImportantParametersArePairedInContours() throws Exception {
    open(SampleRuns.search(60, 27, 4), RunStatus.SUCCESS, 1280);

    String contours = "[...document.querySelectorAll('[data-plot=contour]')]";
    assertThat(browser.text(contours + ".length")).isEqualTo("3");
    assertThat(browser.text(contours + ".every(f => f.querySelectorAll('.cell[d^=M]').length > 3)"))
        .isEqualTo("true");
    assertNothingWrong();
  }

  @Test
  void theFrontOfASearchWithTwoObjectivesIsDrawnAndHowItGrew() throws Exception {
    open(SampleRuns.searchForTwo(60, 27, 4), RunStatus.SUCCESS, 1280);

    JsonObject marks = marks();
    assertDrawn(marks, "pareto", 40);
    assertDrawn(marks, "volume", 2);
    marks.fields().forEach((name, count) -> assertDrawn(marks, name, 1));
    String onFront =
        "JSON.parse(document.getElementById('data').textContent).studies[0].front.trials.length";
    assertThat(browser.text("document.querySelector('[data-plot=pareto] .note').textContent"))
        .contains("accuracy maximised, cost minimised")
        .contains("on the front");
    assertThat(
            browser.text(
                "document.querySelector('[data-plot=pareto] .dots.best')"
                    + ".getAttribute('d').match(/M/g).length"))
        .isEqualTo(browser.text(onFront));
    assertNothingWrong();
  }

  @Test
  void aPopulationShowsWhoTookOverFromWhomAndWhatLedToTheBest() throws Exception {
    open(SampleRuns.population(), RunStatus.SUCCESS, 1280);

    // Three lives of those concerned, two arches, and a dot at each trial that took over.
    assertDrawn(marks(), "lineage", 7);
    assertThat(browser.text("document.querySelector('[data-plot=lineage] .note').textContent"))
        .contains("2 times");
    browser.evaluate(
        """
        (() => {
          const plot = document.querySelector('[data-plot=lineage] svg');
          plot.focus();
          plot.dispatchEvent(new KeyboardEvent('keydown', {key: 'ArrowRight', bubbles: true}));
        })()
        """);
    assertThat(browser.text("document.querySelector('[aria-live]').textContent"))
        .startsWith("Trial 0 took over trial 2 at step 4")
        .contains("rate 0.1 → 0.08");
    assertNothingWrong();
  }

  @Test
  void aPhoneShowsThePageWithoutScrollingSideways() throws Exception {
    open(SampleRuns.search(60, 27, 4), RunStatus.SUCCESS, 360);

    assertThat(browser.text("document.documentElement.scrollWidth")).isEqualTo("360");
    JsonObject marks = marks();
    marks.fields().forEach((name, count) -> assertDrawn(marks, name, 1));
    assertNothingWrong();
  }

  @Test
  void aRunWithoutASearchShowsItsFailureAsTextNotAsMarkup() throws Exception {
    open(SampleRuns.failed(), RunStatus.FAILED, 1280);

    assertThat(marks().fields().keySet()).containsExactly("timeline");
    assertDrawn(marks(), "timeline", 3);
    assertThat(browser.text("document.querySelector('.cause .error').textContent"))
        .isEqualTo("ValueError: could not convert <b>string</b> to float: 'n/a' – 数据 ✓");
    assertThat(browser.text("document.querySelectorAll('img, .error b, td b').length"))
        .isEqualTo("0");
    assertNothingWrong();
  }

  @Test
  void threeTrialsAreTooFewForImportanceButNotForPlots() throws Exception {
    open(SampleRuns.search(3, 9, 2), RunStatus.SUCCESS, 1280);

    assertThat(browser.text("document.querySelector('[data-none=importance]').textContent"))
        .contains("Too few trials");
    for (String plot : List.of("timeline", "history", "parallel", "curves")) {
      assertDrawn(marks(), plot, 1);
    }
    assertNothingWrong();
  }

  @Test
  void tenThousandTrialsAreASmallFileAndAllDrawn() throws Exception {
    open(SampleRuns.search(10_000, 100, 16), RunStatus.SUCCESS, 1280);

    assertThat(Files.size(folder.resolve("report.html"))).isLessThan(5_000_000);
    JsonObject marks = marks();
    assertDrawn(marks, "history", 10_000);
    assertDrawn(marks, "timeline", 10_000);
    assertDrawn(marks, "curves", 900);
    assertThat(browser.text("document.querySelector('[data-plot=curves] .note').textContent"))
        .contains("of 9,9")
        .contains("thinned");
    assertNothingWrong();
  }

  @Test
  void aTrialCanBeChosenSortedAndFiltered() throws Exception {
    open(SampleRuns.search(60, 27, 4), RunStatus.SUCCESS, 1280);

    browser.evaluate("document.querySelector('table.trials tbody th button').click()");
    assertThat(browser.text("document.querySelector('.sheet h3').textContent"))
        .startsWith("Trial ");
    assertThat(browser.text("document.querySelectorAll('.chosen[visibility=visible]').length > 3"))
        .isEqualTo("true");
    browser.evaluate("document.querySelector('.sheet .close').click()");
    assertThat(browser.text("document.querySelector('.sheet').hidden")).isEqualTo("true");

    browser.evaluate("document.querySelector('table.trials thead button').click()");
    assertThat(browser.text("document.querySelector('table.trials tbody th').textContent"))
        .isEqualTo("1");
    browser.evaluate("[...document.querySelectorAll('.chips button')].pop().click()");
    assertThat(browser.text("document.querySelector('table.trials tbody .pill').textContent"))
        .isEqualTo("failed");
    assertNothingWrong();
  }

  @Test
  void aPartOfAnAxisCanBeKept() throws Exception {
    open(SampleRuns.search(60, 27, 4), RunStatus.SUCCESS, 1280);
    String faded = "document.querySelector('.thread.faded').getAttribute('d').length > 0";
    assertThat(browser.text(faded)).isEqualTo("false");

    browser.evaluate(
        """
        (() => {
          const grip = document.querySelector('.grip');
          const area = grip.getBoundingClientRect();
          const at = (y) => ({bubbles: true, pointerType: 'mouse', clientX: area.x + 5, clientY: y});
          grip.dispatchEvent(new PointerEvent('pointerdown', at(area.y + 1)));
          grip.dispatchEvent(new PointerEvent('pointerup', at(area.y + area.height / 2)));
        })()
        """);

    assertThat(browser.text(faded)).isEqualTo("true");
    assertThat(browser.text("document.querySelectorAll('.brush').length")).isEqualTo("1");
    assertNothingWrong();
  }

  @Test
  void plotsCanBeReadWithTheKeyboard() throws Exception {
    open(SampleRuns.search(60, 27, 4), RunStatus.SUCCESS, 1280);

    browser.evaluate(
        """
        (() => {
          const plot = document.querySelector('[data-plot=history] svg');
          plot.focus();
          plot.dispatchEvent(new KeyboardEvent('keydown', {key: 'ArrowRight', bubbles: true}));
        })()
        """);

    assertThat(browser.text("document.querySelector('[aria-live]').textContent"))
        .startsWith("Trial 1 ");
    assertNothingWrong();
  }

  @Test
  void thePageFollowsANewWidthAndAChosenTheme() throws Exception {
    open(SampleRuns.search(20, 9, 4), RunStatus.SUCCESS, 1280);
    String wide = browser.text("document.querySelector('[data-plot=history] svg').clientWidth");

    browser.resize(500, 900);
    browser.drawn();
    assertThat(browser.text("document.querySelector('[data-plot=history] svg').clientWidth"))
        .isNotEqualTo(wide);

    Json before = browser.evaluate("getComputedStyle(document.body).backgroundColor");
    browser.evaluate("document.querySelector('.theme').click()");
    browser.evaluate("document.querySelector('.theme').click()");
    assertThat(browser.evaluate("getComputedStyle(document.body).backgroundColor"))
        .isNotEqualTo(before);
    assertNothingWrong();
  }

  @Test
  void aRangeInWhichNoNumberLiesIsDrawnAllTheSame() throws Exception {
    double next = Math.nextUp(1.0);
    SyntheticRun run = SyntheticRun.named("narrow", "tune").stepStarts("tune", "ray", 1);
    run.fanOut(
        "tune",
        (JsonObject)
            Json.parse(
                "{\"metric\":\"loss\",\"mode\":\"min\",\"space\":{\"x\":"
                    + "{\"type\":\"uniform\",\"low\":1.0,\"high\":"
                    + next
                    + "}}}"));
    for (int trial = 0; trial < 10; trial++) {
      JsonObject config = JsonObject.builder().put("x", trial % 2 == 0 ? 1.0 : next).build();
      run.trialStarts("tune", trial, 1, config)
          .report("tune", trial, 1, 1, JsonObject.builder().put("loss", trial).build())
          .trialEnds("tune", trial, 1, TrialStatus.COMPLETED, Optional.empty());
    }

    open(run, RunStatus.RUNNING, 1280);

    assertDrawn(marks(), "parallel", 10);
    assertNothingWrong();
  }
}
