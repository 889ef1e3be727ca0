package io.eagleray.targets.ray.client;

import io.eagleray.json.Json;
import io.eagleray.json.JsonException;
import io.eagleray.json.JsonObject;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** What came back: a status and a whole body. */
record Answer(URI uri, int status, String contentType, String location, byte[] body) {
  boolean isOk() {
    return status / 100 == 2;
  }

  String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  boolean isPage() {
    return contentType.startsWith("text/html") || text().stripLeading().startsWith("<");
  }

  /** The body as a mapping; an answer that is none is an error. */
  JsonObject object() {
    if (json() instanceof JsonObject object) {
      return object;
    }
    throw new RayException.BadAnswerException(
        "unexpected answer of " + uri + ": " + OneLine.of(text()));
  }

  Json json() {
    if (!isOk()) {
      throw error();
    }
    try {
      return Json.parse(text());
    } catch (JsonException e) {
      throw isPage()
          ? new RayException.NotRayException(
              uri
                  + " answers with a web page: the address must be that of Ray's dashboard, by"
                  + " default port 8265, with the path prefix if a proxy has one")
          : new RayException.BadAnswerException(
              "the answer of " + uri + " is cut off or no JSON: " + OneLine.of(text()));
    }
  }

  /** The exception for an answer that is not 2xx. */
  RayException error() {
    return switch (status) {
      case 401 ->
          new RayException.TokenMissingException(
              uri
                  + " asks for a token, and none was sent: set RAY_AUTH_TOKEN or RAY_AUTH_TOKEN_PATH, or"
                  + " put it into ~/.ray/auth_token"
                  + said());
      case 403 -> new RayException.TokenRefusedException(uri + " refuses the token" + said());
      case 404, 405 ->
          new RayException.NotRayException(
              uri
                  + " is not there (HTTP "
                  + status
                  + "): the address must be that of Ray's dashboard, by"
                  + " default port 8265, with the path prefix if a proxy has one");
      case 502, 503, 504 ->
          new RayException.ServerFailedException(
              "the cluster behind " + uri + " does not answer (HTTP " + status + ")" + said());
      default ->
          status / 100 == 3
              ? new RayException.NotRayException(
                  uri + " redirects to " + location + ": give the address that it leads to")
              : status / 100 == 5
                  ? new RayException.ServerFailedException(
                      uri + " failed (HTTP " + status + ")" + said())
                  : new RayException.RejectedException(
                      uri + " refuses the request (HTTP " + status + ")" + said());
    };
  }

  private String said() {
    String line = isPage() ? "" : OneLine.of(text());
    return line.isEmpty() ? "" : ": " + line;
  }
}
