package io.eagleray.cli.document;

import io.eagleray.json.Json;
import io.eagleray.json.JsonArray;
import io.eagleray.json.JsonObject;
import io.eagleray.problem.Problem;
import java.util.List;

/** What is wrong with the input, as one JSON document. */
public final class ProblemsDocument {
  private ProblemsDocument() {}

  /** {@code {"status":"INVALID","problems":[…]}}. */
  public static JsonObject invalid(List<Problem> problems) {
    return JsonObject.builder().put("status", "INVALID").put("problems", list(problems)).build();
  }

  /** {@code [{"file","line","column","message"}]}; line and column are 0 for a whole file. */
  public static JsonArray list(List<Problem> problems) {
    return problems.stream()
        .map(problem ->
            (Json)
                JsonObject.builder()
                    .put("file", problem.at().file())
                    .put("line", problem.at().line())
                    .put("column", problem.at().column())
                    .put("message", problem.message())
                    .build())
        .collect(JsonArray.collect());
  }
}
