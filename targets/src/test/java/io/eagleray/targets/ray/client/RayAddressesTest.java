package io.eagleray.targets.ray.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eagleray.model.ray.Address;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RayAddressesTest {
  @TempDir Path folder = Path.of("");

  private RayAddresses.Found find(Address address, Map<String, String> environment) {
    return new RayAddresses(environment, RayTimeouts.DEFAULT).find(address, RayAccess.NONE);
  }

  @Test
  void an_http_address_is_used_as_it_is() {
    try (FakeDashboard fake = new FakeDashboard()) {
      RayAddresses.Found found = find(new Address.Remote(fake.uri()), Map.of());
      assertThat(found.connection().base()).isEqualTo(fake.uri());
      assertThat(found.version().session()).isEqualTo("session_1");
      assertThat(found.notes()).isEmpty();
    }
  }

  @Test
  void auto_prefers_the_dashboards_own_variable_and_then_an_http_ray_address() {
    try (FakeDashboard one = new FakeDashboard();
        FakeDashboard two = new FakeDashboard()) {
      assertThat(
              find(
                      new Address.Auto(),
                      Map.of(
                          "RAY_API_SERVER_ADDRESS", one.uri().toString(),
                          "RAY_ADDRESS", two.uri().toString()))
                  .connection()
                  .base())
          .isEqualTo(one.uri());
      assertThat(
              find(new Address.Auto(), Map.of("RAY_ADDRESS", two.uri().toString()))
                  .connection()
                  .base())
          .isEqualTo(two.uri());
    }
  }

  @Test
  void a_ray_address_is_turned_into_http_and_says_that_it_was_guessed() {
    assertThatThrownBy(() ->
            find(new Address.Remote(URI.create("ray://no-such-host.invalid:10001")), Map.of()))
        .isInstanceOf(RayException.UnreachableException.class)
        .hasMessageContaining(
            "http://no-such-host.invalid:8265 was guessed from ray://no-such-host.invalid:10001")
        .hasMessageContaining("give the dashboard's address");
  }

  @Test
  void auto_without_any_cluster_says_where_it_looked() {
    // The file that names a cluster is looked for below RAY_TMPDIR; port 8265 may be a real one's.
    try {
      RayAddresses.Found found = find(new Address.Auto(), Map.of("RAY_TMPDIR", folder.toString()));
      assertThat(found.connection().base()).isEqualTo(URI.create("http://127.0.0.1:8265"));
    } catch (RayException.UnreachableException none) {
      assertThat(none)
          .hasMessageContaining("no Ray cluster was found: RAY_API_SERVER_ADDRESS is not set")
          .hasMessageContaining("http://127.0.0.1:8265")
          .hasMessageContaining("ray start --head");
    }
  }
}
