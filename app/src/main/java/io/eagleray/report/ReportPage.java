package io.eagleray.report;

import io.eagleray.hash.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The page: a template, its style, its script and the data, in one text.
 *
 * <p>The page's policy allows exactly this style and this script, by their hashes, and nothing from
 * any network. So a value that slipped out of its place as markup would still not run.
 */
final class ReportPage {
  private static final List<String> SCRIPTS =
      List.of(
          "base.js",
          "plot.js",
          "timeline.js",
          "history.js",
          "pareto.js",
          "parallel.js",
          "slices.js",
          "contour.js",
          "curves.js",
          "lineage.js",
          "tables.js",
          "page.js");

  private static final Pattern PLACE = Pattern.compile("\\{\\{([a-z]+)\\}\\}");

  private ReportPage() {}

  static String html(ReportData data) {
    String script =
        SCRIPTS.stream()
            .map(ReportPage::resource)
            .collect(Collectors.joining("\n", "(() => {\n'use strict';\n", "})();\n"));
    String style = resource("page.css");
    return fill(
        resource("page.html"),
        Map.of(
            "title",
            escape(data.runId()),
            "policy",
            "default-src 'none'; style-src " + hash(style) + "; script-src " + hash(script),
            "style",
            style,
            "data",
            inScript(data.json().text()),
            "script",
            script));
  }

  /** Puts the values in the places {@code {{name}}}; values are not looked at again. */
  private static String fill(String template, Map<String, String> values) {
    Matcher place = PLACE.matcher(template);
    return place.replaceAll(
        found -> Matcher.quoteReplacement(values.getOrDefault(found.group(1), "")));
  }

  private static String resource(String name) {
    try (InputStream in = ReportPage.class.getResourceAsStream("/report/" + name)) {
      if (in == null) {
        throw new IllegalStateException("missing in the program: report/" + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private static String hash(String content) {
    byte[] digest = Sha256.digest().digest(content.getBytes(StandardCharsets.UTF_8));
    return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
  }

  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  /** JSON that cannot end the script element it stands in: {@code <} only occurs inside texts. */
  static String inScript(String json) {
    return json.replace("<", "\\u003c");
  }
}
