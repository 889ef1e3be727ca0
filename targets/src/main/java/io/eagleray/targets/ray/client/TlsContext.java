package io.eagleray.targets.ray.client;

import io.eagleray.problem.EnvironmentException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Settings of TLS as the JDK wants them. */
final class TlsContext {
  private static final Pattern PKCS8 =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([^-]+)-----END PRIVATE KEY-----");
  private static final char[] NO_PASSWORD = {};

  private TlsContext() {}

  /**
   * The context for some settings.
   *
   * @throws EnvironmentException if a file of them cannot be used
   */
  static SSLContext of(RayTls tls) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys(tls), trust(tls), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new EnvironmentException("TLS cannot be set up: " + e.getMessage(), e);
    }
  }

  /**
   * A context for plain HTTP. The JDK's client wants one, and its own default reads all of the
   * machine's authorities.
   */
  static SSLContext trustingNobody() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[0], null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JVM has no TLS", e);
    }
  }

  private static KeyManager @Nullable [] keys(RayTls tls) throws GeneralSecurityException {
    if (tls.identity().isEmpty()) {
      return null;
    }
    RayTls.Identity identity = tls.identity().get();
    Certificate[] chain = certificates(identity.certificates()).toArray(Certificate[]::new);
    KeyStore store = empty();
    store.setKeyEntry("client", key(identity.key(), chain[0]), NO_PASSWORD, chain);
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, NO_PASSWORD);
    return factory.getKeyManagers();
  }

  private static TrustManager[] trust(RayTls tls) throws GeneralSecurityException {
    KeyStore store = null;
    if (tls.authorities().isPresent()) {
      store = empty();
      int number = 0;
      for (Certificate authority : certificates(tls.authorities().get())) {
        store.setCertificateEntry("authority" + number++, authority);
      }
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    for (TrustManager manager : factory.getTrustManagers()) {
      if (manager instanceof X509ExtendedTrustManager trusting) {
        return new TrustManager[] {new Trust(trusting, tls.checksServerName())};
      }
    }
    throw new GeneralSecurityException("the JVM has no trust manager for certificates");
  }

  private static KeyStore empty() throws GeneralSecurityException {
    try {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, NO_PASSWORD);
      return store;
    } catch (IOException e) {
      throw new GeneralSecurityException(e);
    }
  }

  private static List<Certificate> certificates(Path file) {
    try {
      Collection<? extends Certificate> found =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(Files.readAllBytes(file)));
      if (found.isEmpty()) {
        throw new EnvironmentException("no certificate in " + file + ": it must be a PEM file");
      }
      return List.copyOf(found);
    } catch (IOException e) {
      throw unreadable(file, e);
    } catch (CertificateException e) {
      throw new EnvironmentException(
          "no certificate in " + file + ": it must be a PEM file, and is not: " + e.getMessage(),
          e);
    }
  }

  private static PrivateKey key(Path file, Certificate certificate) {
    String text;
    try {
      text = Files.readString(file, StandardCharsets.US_ASCII);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
    Matcher pem = PKCS8.matcher(text);
    if (!pem.find()) {
      throw new EnvironmentException(
          "no usable key in "
              + file
              + ": it must be \"BEGIN PRIVATE KEY\" (PKCS#8, not encrypted); make it with: openssl"
              + " pkcs8 -topk8 -nodes -in "
              + file);
    }
    try {
      byte[] bytes = Base64.getMimeDecoder().decode(pem.group(1));
      return KeyFactory.getInstance(certificate.getPublicKey().getAlgorithm())
          .generatePrivate(new PKCS8EncodedKeySpec(bytes));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new EnvironmentException(
          "the key in " + file + " cannot be read, or is not that of the certificate", e);
    }
  }

  private static EnvironmentException unreadable(Path file, IOException error) {
    return new EnvironmentException(
        Files.exists(file) ? "cannot be read: " + file : "no such file: " + file, error);
  }

  /**
   * The JDK's trust, with two differences: a certificate that is named as its own authority must be
   * valid today too, and the server's name may be anything where that is wished.
   */
  private static final class Trust extends X509ExtendedTrustManager {
    private final X509ExtendedTrustManager usual;
    private final boolean checksName;

    Trust(X509ExtendedTrustManager usual, boolean checksName) {
      this.usual = usual;
      this.checksName = checksName;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] certificates, String type)
        throws CertificateException {
      certificates[0].checkValidity();
      usual.checkServerTrusted(certificates, type);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] certificates, String type, Socket socket)
        throws CertificateException {
      if (checksName) {
        certificates[0].checkValidity();
        usual.checkServerTrusted(certificates, type, socket);
      } else {
        checkServerTrusted(certificates, type);
      }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] certificates, String type, SSLEngine engine)
        throws CertificateException {
      if (checksName) {
        certificates[0].checkValidity();
        usual.checkServerTrusted(certificates, type, engine);
      } else {
        // Without the connection nothing compares the server's name.
        checkServerTrusted(certificates, type);
      }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] certificates, String type)
        throws CertificateException {
      usual.checkClientTrusted(certificates, type);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] certificates, String type, Socket socket)
        throws CertificateException {
      usual.checkClientTrusted(certificates, type, socket);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] certificates, String type, SSLEngine engine)
        throws CertificateException {
      usual.checkClientTrusted(certificates, type, engine);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return usual.getAcceptedIssuers();
    }
  }
}
