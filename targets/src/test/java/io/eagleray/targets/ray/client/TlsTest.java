package io.eagleray.targets.ray.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eagleray.problem.EnvironmentException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Certificates that are right and wrong, made by the JDK's own tool. */
@Tag("slow")
class TlsTest {
  private static final String PASSWORD = "changeit";

  @TempDir Path folder = Path.of("");

  private void keytool(String... arguments) throws Exception {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    line.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(line)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("keytool.log").toFile())
            .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(folder.resolve("keytool.log"))).isZero();
  }

  private SSLContext server(String name, String... more) throws Exception {
    List<String> line =
        new ArrayList<>(
            List.of(
                "-genkeypair",
                "-alias",
                "a",
                "-keyalg",
                "RSA",
                "-keysize",
                "2048",
                "-dname",
                "CN=" + name,
                "-keystore",
                name + ".p12",
                "-storepass",
                PASSWORD));
    line.addAll(List.of(more));
    keytool(line.toArray(String[]::new));
    keytool(
        "-exportcert",
        "-rfc",
        "-alias",
        "a",
        "-keystore",
        name + ".p12",
        "-storepass",
        PASSWORD,
        "-file",
        name + ".pem");
    return context(folder.resolve(name + ".p12"));
  }

  private static SSLContext context(Path file) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD.toCharArray());
    }
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }

  private static String version(FakeDashboard server, String host, RayTls tls) {
    URI uri = URI.create("https://" + host + ":" + server.port());
    RayAccess access = new RayAccess(java.util.Map.of(), Optional.empty(), tls);
    try (RayClient client = RayClient.of(access.to(uri))) {
      return client.version().ray();
    }
  }

  private RayTls trusting(String name, boolean checksName) {
    return new RayTls(Optional.of(folder.resolve(name + ".pem")), Optional.empty(), checksName);
  }

  @Test
  void a_certificate_of_an_own_authority_is_trusted_where_it_is_named() throws Exception {
    try (FakeDashboard server =
        new FakeDashboard(Optional.of(server("own", "-ext", "san=dns:localhost")))) {
      assertThat(version(server, "localhost", trusting("own", true))).isEqualTo("2.60.0");
      assertThatThrownBy(() -> version(server, "localhost", RayTls.DEFAULT))
          .isInstanceOf(RayException.TlsException.class)
          .hasMessageContaining("not signed by an authority that is trusted here");
    }
  }

  @Test
  void another_hosts_certificate_is_refused_unless_names_are_not_checked() throws Exception {
    try (FakeDashboard server =
        new FakeDashboard(Optional.of(server("other", "-ext", "san=dns:elsewhere.example")))) {
      assertThatThrownBy(() -> version(server, "localhost", trusting("other", true)))
          .isInstanceOf(RayException.TlsException.class)
          .hasMessageContaining("is for another host");
      assertThat(version(server, "localhost", trusting("other", false))).isEqualTo("2.60.0");
    }
  }

  @Test
  void an_expired_certificate_is_told_with_its_day() throws Exception {
    SSLContext expired =
        server("old", "-ext", "san=dns:localhost", "-startdate", "-30d", "-validity", "10");
    try (FakeDashboard server = new FakeDashboard(Optional.of(expired))) {
      assertThatThrownBy(() -> version(server, "localhost", trusting("old", true)))
          .isInstanceOf(RayException.TlsException.class)
          .hasMessageContaining("has expired: NotAfter: ")
          .hasMessageContaining("renewed");
    }
  }

  @Test
  void a_cluster_that_wants_a_client_certificate_gets_the_one_that_is_named() throws Exception {
    server("client");
    keytool(
        "-importkeystore",
        "-srckeystore",
        "client.p12",
        "-srcstorepass",
        PASSWORD,
        "-destkeystore",
        "copy.p12",
        "-deststorepass",
        PASSWORD,
        "-deststoretype",
        "PKCS12");
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(folder.resolve("copy.p12"))) {
      store.load(in, PASSWORD.toCharArray());
    }
    byte[] key = store.getKey("a", PASSWORD.toCharArray()).getEncoded();
    Path pem =
        Files.writeString(
            folder.resolve("client.key"),
            "-----BEGIN PRIVATE KEY-----\n"
                + java.util.Base64.getMimeEncoder().encodeToString(key)
                + "\n-----END PRIVATE KEY-----\n");
    RayTls tls =
        new RayTls(
            Optional.empty(),
            Optional.of(new RayTls.Identity(folder.resolve("client.pem"), pem)),
            true);
    assertThat(TlsContext.of(tls).getProtocol()).isEqualTo("TLS");
    RayTls wrong =
        new RayTls(
            Optional.empty(),
            Optional.of(
                new RayTls.Identity(folder.resolve("client.pem"), folder.resolve("client.pem"))),
            true);
    assertThatThrownBy(() -> TlsContext.of(wrong))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("openssl pkcs8 -topk8 -nodes");
  }

  @Test
  void files_that_are_no_certificates_or_keys_are_the_environments_fault() throws IOException {
    Path text = Files.writeString(folder.resolve("text.pem"), "hello");
    try (FakeDashboard server = new FakeDashboard()) {
      assertThatThrownBy(() ->
              version(server, "localhost", new RayTls(Optional.of(text), Optional.empty(), true)))
          .isInstanceOf(EnvironmentException.class)
          .hasMessageContaining("no certificate in " + text);
      assertThatThrownBy(() ->
              version(
                  server,
                  "localhost",
                  new RayTls(Optional.of(folder.resolve("none")), Optional.empty(), true)))
          .isInstanceOf(EnvironmentException.class)
          .hasMessageContaining("no such file");
    }
  }
}
