package io.eagleray.engine.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.json.Json;
import io.eagleray.json.JsonObject;
import io.eagleray.worker.redact.Redactor;
import java.util.List;
import org.junit.jupiter.api.Test;

class SecretFreeTest {
  private static String clean(String message, String... secrets) {
    JsonObject said = (JsonObject) Json.parse(message);
    return new SecretFree(Redactor.of(List.of(secrets))).message(said).text();
  }

  @Test
  void textsAndKeysLoseSecretsAtAnyDepth() {
    assertThat(
            clean(
                "{\"op\":\"result\",\"task\":7,\"values\":{\"x\":{\"a\":[\"<hunter22>\"],\"hunter22\":1}}}",
                "hunter22"))
        .isEqualTo(
            "{\"op\":\"result\",\"task\":7,\"values\":{\"x\":{\"a\":[\"<***>\"],\"***\":1}}}");
  }

  @Test
  void aNumberIsASecretOnlyAsAWhole() {
    assertThat(clean("{\"metrics\":{\"a\":902105,\"b\":9021055,\"c\":0.902105}}", "902105"))
        .isEqualTo("{\"metrics\":{\"a\":\"***\",\"b\":9021055,\"c\":0.902105}}");
  }

  @Test
  void failuresLoseSecretsInEveryPart() {
    assertThat(
            clean(
                "{\"op\":\"error\",\"type\":\"ValueError\",\"message\":\"hunter22\",\"stack\":\"at hunter22\"}",
                "hunter22"))
        .doesNotContain("hunter22")
        .contains("ValueError");
  }

  @Test
  void whatTheProtocolIsMadeOfStays() {
    String message =
        "{\"op\":\"result\",\"task\":123456,\"values\":{\"result\":{\"$eagleray.object\":"
            + "{\"sha256\":\"abcdef123456\",\"format\":\"file\",\"type\":\"sha256.txt\",\"size\":123456}}}}";
    assertThat(clean(message, "result", "123456", "sha256", "format"))
        .isEqualTo(message.replace("sha256.txt", "***.txt"));
  }

  @Test
  void aUsersOwnMapThatLooksLikeAReferenceIsLookedInto() {
    assertThat(
            clean(
                "{\"value\":{\"$eagleray.escaped\":{\"$eagleray.object\":{\"sha256\":\"hunter22\"}}}}",
                "hunter22"))
        .isEqualTo(
            "{\"value\":{\"$eagleray.escaped\":{\"$eagleray.object\":{\"sha256\":\"***\"}}}}");
  }
}
