package io.eagleray.targets.ray.cluster;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Optional;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * Gives a test class a real Ray. Tests that use it carry the tag {@code ray}; where no Python with
 * Ray is named they are left out.
 *
 * <pre>
 * &#64;Tag("ray")
 * class SomeTest {
 *   &#64;RegisterExtension static final RealRay RAY = RealRay.shared();
 * }
 * </pre>
 */
public final class RealRay implements BeforeAllCallback, AfterAllCallback {
  private static final Namespace NAMESPACE = Namespace.create(RealRay.class);

  private final RayHead.Settings settings;
  private final boolean isShared;
  private Optional<RayHead> head = Optional.empty();

  private RealRay(RayHead.Settings settings, boolean isShared) {
    this.settings = settings;
    this.isShared = isShared;
  }

  /** One cluster for all classes that do it no harm. */
  public static RealRay shared() {
    return new RealRay(RayHead.Settings.DEFAULT, true);
  }

  /** A cluster for the class alone. */
  public static RealRay own(RayHead.Settings settings) {
    return new RealRay(settings, false);
  }

  /** The head. */
  public RayHead head() {
    return head.orElseThrow(() -> new IllegalStateException("not started yet"));
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    assumeTrue(RayHead.isAvailable(), "no Ray: EAGLERAY_RAY_PYTHON names no Python that has it");
    head =
        Optional.of(
            isShared
                ? context
                    .getRoot()
                    .getStore(NAMESPACE)
                    .computeIfAbsent(
                        "shared", any -> new SharedHead(RayHead.start(settings)), SharedHead.class)
                    .head()
                : RayHead.start(settings));
  }

  @Override
  public void afterAll(ExtensionContext context) {
    if (!isShared) {
      head.ifPresent(RayHead::close);
    }
  }

  /** Ends with the last test of all. */
  private record SharedHead(RayHead head) implements AutoCloseable {
    @Override
    public void close() {
      head.close();
    }
  }
}
