package io.eagleray.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.SimpleFileServer;
import com.sun.net.httpserver.SimpleFileServer.OutputLevel;
import io.eagleray.architecture.Checkout;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code ray …} without a cluster. */
class RayUsageTest {
  private static final String NOWHERE = "http://127.0.0.1:1";

  @TempDir Path folder = Path.of("");
  private Workplace place = new Workplace(folder);

  @BeforeEach
  void workplace() {
    place = new Workplace(folder);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "ray sattus | unknown command \"sattus\"; did you mean \"status\"?",
        "ray status ftp://x | a cluster's address must be auto, http(s)://HOST:8265 or ray://HOST:10001, not \"ftp://x\"",
        "ray status local | a cluster's address must be auto",
        "ray logs a/b | a job's id must be 1 to 80 of A-Z a-z 0-9 _ -, not \"a/b\"",
        "ray logs | missing JOB",
        "ray submit | missing COMMAND",
        "ray submit --working-dir nope -- true | working_dir of runtime_env: no such folder: ",
        "ray submit --runtime-env {\"pipp\":[]} -- true | unknown key \"pipp\" in runtime_env; did you mean \"pip\"?",
        "ray submit --runtime-env none.yaml -- true | there is no such file",
        "ray submit --memory lots --address http://127.0.0.1:1 -- true | --memory must be a size",
        "ray status --header nothing | a header must be NAME:VALUE, not \"nothing\"",
        "ray status --cert x | --cert and --key belong together",
      })
  void what_is_wrong_with_the_command_line_is_told_with_exit_2(String line, String message) {
    assertThat(place.run(line.split(" "))).as(place.err()).isEqualTo(2);
    assertThat(place.err()).contains(message.strip());
  }

  @Test
  void a_cluster_that_is_not_there_is_the_environments_fault() {
    assertThat(place.run("ray", "status", NOWHERE)).isEqualTo(3);
    assertThat(place.err())
        .isEqualTo(
            "eagleray: nobody listens at http://127.0.0.1:1: is the cluster up, with its dashboard at"
                + " that port?\n");
    assertThat(place.run("ray", "status", NOWHERE, "--output", "json")).isEqualTo(3);
    assertThat(place.out()).startsWith("{\"status\":\"ERROR\",\"error\":\"nobody listens");
  }

  @Test
  void why_a_folder_could_not_be_sent_is_told_and_nothing_of_it_stays() throws IOException {
    HttpServer cluster = cluster();
    try {
      Set<String> before = packages();
      String address = "http://127.0.0.1:" + cluster.getAddress().getPort();
      place.write("code/train.py", "print(1)\n");

      int code =
          place.run("ray", "submit", "--address", address, "--working-dir", "code", "--", "true");

      assertThat(code).isEqualTo(3);
      assertThat(place.err()).contains(address).doesNotContain("eagleray-package");
      assertThat(packages()).isSubsetOf(before);
    } finally {
      cluster.stop(0);
    }
  }

  @Test
  void a_head_that_is_too_busy_for_a_probe_is_no_dead_cluster_when_a_pipeline_is_checked()
      throws IOException {
    HttpServer cluster = cluster();
    AtomicInteger probes = new AtomicInteger();
    cluster.createContext(
        "/api/gcs_healthz",
        exchange -> {
          exchange.sendResponseHeaders(probes.incrementAndGet() < 3 ? 503 : 200, -1);
          exchange.close();
        });
    try {
      String address = "http://127.0.0.1:" + cluster.getAddress().getPort();
      place.write(
          "pipeline.yaml",
          """
          dag:
            steps:
              far:
                type: ray
                task: {command_type: shell, command: "true"}
                ray: {ray_cluster: {address: "%s"}}
          """
              .formatted(address));

      int code = place.run("validate", "pipeline.yaml");

      assertThat(place.err()).doesNotContain("dead");
      assertThat(code).as(place.err()).isZero();
      assertThat(probes).hasValue(3);
    } finally {
      cluster.stop(0);
    }
  }

  /** The one of the rehearsal, which refuses uploads. */
  private static HttpServer cluster() {
    HttpServer cluster =
        SimpleFileServer.createFileServer(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            Checkout.ROOT.resolve("scripts/rehearsal/cluster").toAbsolutePath(),
            OutputLevel.NONE);
    cluster.start();
    return cluster;
  }

  private static Set<String> packages() {
    String[] names = new File(System.getProperty("java.io.tmpdir")).list();
    return Stream.of(Objects.requireNonNull(names))
        .filter(name -> name.startsWith("eagleray-package-"))
        .collect(Collectors.toSet());
  }
}
