package io.eagleray.cli.ray;

import io.eagleray.cli.console.Console;
import io.eagleray.cli.console.ExitCode;
import io.eagleray.cli.console.Root;
import io.eagleray.cli.document.RayStatusDocument;
import io.eagleray.targets.ray.client.RayClient;
import io.eagleray.targets.ray.client.RayVersion;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code ray status}: one line about a cluster. */
@Command(name = "status", description = "Tells whether a cluster is well, and how busy it is.")
final class RayStatusCommand implements Callable<Integer> {
  private final Root root;
  @Mixin private RayOptions options = new RayOptions();

  @Parameters(arity = "0..1", paramLabel = "ADDRESS", description = "instead of --address")
  private Optional<String> address = Optional.empty();

  RayStatusCommand(Root root) {
    this.root = root;
  }

  @Override
  public Integer call() {
    try (RayOptions.Reached reached = options.open(root, address)) {
      RayClient client = reached.client();
      RayVersion version = client.requireHealthy();
      RayStatusDocument status =
          new RayStatusDocument(
              client.connection().base().toString(),
              version,
              client.pythonVersion(),
              client.nodes(),
              client.clusterStatus());
      Console console = root.console();
      console
          .out()
          .println(root.isJson() ? status.json().text() : console.symbols().join(status.facts()));
      return ExitCode.DONE;
    }
  }
}
