package io.eagleray.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import sun.misc.Signal;

class InterruptsTest {
  @Test
  void the_first_signal_cancels_and_the_second_ends() throws InterruptedException {
    LinkedBlockingQueue<String> heard = new LinkedBlockingQueue<>();
    try (Interrupts interrupts =
        new Interrupts(() -> heard.add("cancel"), () -> heard.add("end"))) {
      // HUP is ignored under nohup, INT in the background of a script.
      Signal.raise(new Signal("TERM"));
      assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo("cancel");
      Signal.raise(new Signal("TERM"));
      assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo("end");
    }
  }
}
