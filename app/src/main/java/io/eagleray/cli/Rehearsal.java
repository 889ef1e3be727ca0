package io.eagleray.cli;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.SimpleFileServer;
import com.sun.net.httpserver.SimpleFileServer.OutputLevel;
import io.eagleray.cli.console.Console;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;

/**
 * What the launcher lets run once after a build, in {@code scripts/rehearsal}, so that later starts
 * find the classes loaded. The files in {@code cluster} answer as a cluster would, up to the first
 * upload, which they refuse.
 */
final class Rehearsal {
  private static final String STATE = "../../.build/rehearsal";

  private Rehearsal() {}

  static void run(Console console) {
    HttpServer cluster =
        SimpleFileServer.createFileServer(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            Path.of("cluster").toAbsolutePath(),
            OutputLevel.NONE);
    cluster.start();
    try {
      String address = "ray_cluster.address=http://127.0.0.1:" + cluster.getAddress().getPort();
      lines(address).forEach(line -> CommandTree.execute(console, line));
    } finally {
      cluster.stop(0);
    }
  }

  private static List<String[]> lines(String address) {
    return List.of(
        new String[] {"--help"},
        new String[] {"run", "--help"},
        new String[] {"validate", "--offline", "pipeline.yaml", "--state", STATE},
        new String[] {"validate", "--offline", "faulty.yaml", "--state", STATE},
        new String[] {"run", "run.yaml", "--state", STATE},
        new String[] {"run", "python.yaml", "--quiet", "--state", STATE},
        new String[] {"run", "run.yaml", "--state", STATE, "--set", address},
        new String[] {"list", "--state", STATE});
  }
}
