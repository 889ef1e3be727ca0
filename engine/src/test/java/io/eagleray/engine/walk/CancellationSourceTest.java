package io.eagleray.engine.walk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class CancellationSourceTest {
  @Test
  void whoeverListensHearsOfItThoughAnotherOneFails() {
    AtomicBoolean heard = new AtomicBoolean();
    CancellationSource cancellation = new CancellationSource();
    cancellation.onRequest(() -> {
      throw new IllegalStateException("cannot end");
    });
    cancellation.onRequest(() -> heard.set(true));

    assertThatThrownBy(cancellation::request).hasMessage("cannot end");

    assertThat(heard).isTrue();
  }
}
