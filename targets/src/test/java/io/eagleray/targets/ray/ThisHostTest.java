package io.eagleray.targets.ray;

import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.targets.ray.client.ClusterNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ThisHostTest {
  private final ThisHost host = new ThisHost(Set.of("192.0.2.2", "127.0.0.1"));

  private static ClusterNode node(String ip, boolean isAlive) {
    return new ClusterNode("id", ip, false, isAlive, "", Map.of());
  }

  @Test
  void holdsAClusterWhoseNodesHaveItsAddresses() {
    assertThat(host.holds(List.of(node("192.0.2.2", true), node("127.0.0.1", true)))).isTrue();
  }

  @Test
  void doesNotHoldAClusterWithANodeElsewhere() {
    assertThat(host.holds(List.of(node("192.0.2.2", true), node("192.0.2.3", true)))).isFalse();
  }

  @Test
  void aDeadNodeDoesNotCount() {
    assertThat(host.holds(List.of(node("192.0.2.2", true), node("192.0.2.3", false)))).isTrue();
  }

  @Test
  void knowsItsOwnLoopback() {
    assertThat(ThisHost.look().addresses()).contains("127.0.0.1");
  }
}
