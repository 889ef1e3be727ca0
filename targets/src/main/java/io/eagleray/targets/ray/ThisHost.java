package io.eagleray.targets.ray;

import io.eagleray.targets.ray.client.ClusterNode;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The addresses of this machine: nodes that have one of them see its folders.
 *
 * @param addresses as text
 */
record ThisHost(Set<String> addresses) {
  ThisHost {
    addresses = Set.copyOf(addresses);
  }

  /** What the network interfaces say; none where they cannot be asked. */
  static ThisHost look() {
    try {
      return new ThisHost(
          NetworkInterface.networkInterfaces()
              .flatMap(NetworkInterface::inetAddresses)
              .map(InetAddress::getHostAddress)
              .map(address -> address.replaceFirst("%.*", ""))
              .collect(Collectors.toSet()));
    } catch (SocketException e) {
      return new ThisHost(Set.of());
    }
  }

  /** Whether all living nodes of a cluster are on this machine. */
  boolean holds(Collection<ClusterNode> nodes) {
    return nodes.stream()
        .filter(ClusterNode::isAlive)
        .allMatch(node -> addresses.contains(node.ip()));
  }
}
