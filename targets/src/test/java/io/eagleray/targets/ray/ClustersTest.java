package io.eagleray.targets.ray;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eagleray.json.JsonObject;
import io.eagleray.model.Resources;
import io.eagleray.model.ray.Address;
import io.eagleray.model.ray.Cluster;
import io.eagleray.model.ray.ClusterAccess;
import io.eagleray.model.ray.RayConfig;
import io.eagleray.model.ray.SecretSource;
import io.eagleray.problem.InvalidInputException;
import io.eagleray.problem.Location;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClustersTest {
  private static final Location AT = new Location("ray.yaml", 2, 12);

  private static void find(String address, Map<String, String> headers) {
    Address remote = new Address.Remote(URI.create(address));
    RayConfig config =
        new RayConfig(
            AT,
            Path.of("/"),
            new Cluster(
                remote,
                AT,
                Optional.empty(),
                JsonObject.EMPTY,
                AT,
                new ClusterAccess(headers, Optional.empty(), Optional.empty(), Optional.empty()),
                Optional.empty()),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            SecretSource.UNSAID,
            Resources.DEFAULT,
            JsonObject.EMPTY);
    new Clusters(config, Path.of("/"), Map.of()).find(remote);
  }

  @Test
  void anAddressOrAHeaderThatIsNoneIsToldWithItsPlace() {
    assertThatThrownBy(() -> find("http://127.0.0.1:1/?q=1", Map.of()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "ray.yaml:2:12  a Ray dashboard's address must end with its path, without ? or #, not"
                + " http://127.0.0.1:1/?q=1");
    assertThatThrownBy(() -> find("http://127.0.0.1:1", Map.of("bad name", "x")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("ray.yaml:2:12  not the name of an HTTP header");
  }
}
