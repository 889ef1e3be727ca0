package io.eagleray.searchserve;

import io.eagleray.json.Json;
import io.eagleray.json.JsonException;
import io.eagleray.json.JsonObject;
import io.eagleray.problem.Nearest;
import io.eagleray.search.SearchException;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Answers each line of requests with one line, in order, until the input ends. A request that
 * cannot be met is answered with {@code {"ok":false,"error":…}} and changes nothing.
 */
public final class SearchServer {
  private static final JsonObject OK = JsonObject.builder().put("ok", true).build();
  private static final List<String> OPS = List.of("init", "ask", "report", "tell", "close");

  private final String version;
  private Optional<ServedStudy> study = Optional.empty();

  /**
   * A server without a study.
   *
   * @param version the engine's version, told at the start of each study
   */
  public SearchServer(String version) {
    this.version = version;
  }

  /** Serves until the input ends. */
  public void serve(InputStream requests, OutputStream answers) throws IOException {
    BufferedReader in = new BufferedReader(new InputStreamReader(requests, StandardCharsets.UTF_8));
    Writer out = new BufferedWriter(new OutputStreamWriter(answers, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      if (!line.isBlank()) {
        out.write(answer(line).toString());
        out.write('\n');
        out.flush();
      }
    }
  }

  private JsonObject answer(String line) {
    try {
      if (Json.parse(line) instanceof JsonObject request) {
        return answer(request);
      }
      return refusal("a request must be an object, got " + line);
    } catch (JsonException | InvalidRequestException | SearchException e) {
      return refusal(String.valueOf(e.getMessage()));
    }
  }

  private JsonObject answer(JsonObject request) {
    String op = request.text("op").orElse("");
    return switch (op) {
      case "init" -> {
        study = Optional.of(StudyReader.read(request));
        yield OK.with("name", Json.of("eagleray")).with("version", Json.of(version));
      }
      case "ask" -> current().ask();
      case "report" -> current().report(request);
      case "tell" -> {
        current().tell(request);
        yield OK;
      }
      case "close" -> {
        study = Optional.empty();
        yield OK;
      }
      default ->
          throw new InvalidRequestException(
              "unknown op \""
                  + op
                  + "\""
                  + Nearest.hint(op, OPS)
                  + " (there are: "
                  + String.join(", ", OPS)
                  + ")");
    };
  }

  private ServedStudy current() {
    return study.orElseThrow(() -> new InvalidRequestException("\"init\" must come first"));
  }

  private static JsonObject refusal(String message) {
    return JsonObject.builder().put("ok", false).put("error", message).build();
  }
}
