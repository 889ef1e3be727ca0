package io.eagleray.targets.ray.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eagleray.problem.EnvironmentException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RayConnectionTest {
  @TempDir Path home = Path.of("");

  @Test
  void secrets_are_not_in_its_text() {
    RayConnection connection =
        RayAccess.of(
                Map.of(
                    "RAY_AUTH_TOKEN", "s3cret-token",
                    "RAY_JOB_HEADERS", "{\"X-Api-Key\":\"s3cret-key\"}"))
            .to(URI.create("https://host:1/ray/"));
    assertThat(connection.headers()).containsEntry("X-Api-Key", "s3cret-key");
    assertThat(connection.toString())
        .isEqualTo("https://host:1/ray, headers [X-Api-Key], token from RAY_AUTH_TOKEN");
    assertThat(connection.token().orElseThrow().toString()).doesNotContain("s3cret");
  }

  @Test
  void a_path_prefix_goes_before_every_path() {
    assertThat(RayConnection.of(URI.create("https://host/ray/")).resolve("/api/jobs/"))
        .isEqualTo(URI.create("https://host/ray/api/jobs/"));
  }

  @ParameterizedTest
  @CsvSource({
    "ray://head:10001,     must begin with http:// or https://",
    "http:///x,            must name a host",
    "http://u:geheim@h,    must not hold a password",
    "http://h/?a=b,        must end with its path"
  })
  void an_address_that_is_none_is_refused_without_its_password(String address, String message) {
    assertThatThrownBy(() -> RayConnection.of(URI.create(address)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message)
        .hasMessageNotContaining("geheim");
  }

  @Test
  void the_token_is_that_of_the_variable_then_of_the_named_file_then_of_the_home()
      throws IOException {
    Path named = Files.writeString(home.resolve("named"), "second\n");
    Files.createDirectories(home.resolve(".ray"));
    Files.writeString(home.resolve(".ray/auth_token"), "third\n");
    Map<String, String> all =
        Map.of(
            "RAY_AUTH_TOKEN", "first",
            "RAY_AUTH_TOKEN_PATH", named.toString(),
            "HOME", home.toString());
    assertThat(RayAccess.of(all).token().orElseThrow().secret()).isEqualTo("first");
    Map<String, String> two =
        Map.of("RAY_AUTH_TOKEN_PATH", named.toString(), "HOME", home.toString());
    assertThat(RayAccess.of(two).token().orElseThrow().secret()).isEqualTo("second");
    assertThat(RayAccess.of(Map.of("HOME", home.toString())).token().orElseThrow())
        .isEqualTo(new RayToken("third", home.resolve(".ray/auth_token").toString(), false));
    assertThat(RayAccess.of(Map.of()).token()).isEmpty();
    assertThatThrownBy(() -> RayAccess.of(Map.of("RAY_AUTH_TOKEN_PATH", "/no/such")))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("/no/such cannot be read");
  }

  @Test
  void a_wrong_header_variable_is_told_without_its_value() {
    assertThatThrownBy(() -> RayAccess.of(Map.of("RAY_JOB_HEADERS", "{geheim")))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("RAY_JOB_HEADERS must be a JSON mapping")
        .hasMessageNotContaining("geheim");
  }

  @Test
  void own_headers_cannot_replace_those_that_the_client_sets() {
    assertThatThrownBy(() ->
            new RayAccess(
                    Map.of("User-Agent", "Mozilla"), java.util.Optional.empty(), RayTls.DEFAULT)
                .to(URI.create("http://h")))
        .hasMessageContaining("User-Agent is set by Eagleray itself");
  }
}
