package io.eagleray.engine.walk;

import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.model.Bytes;
import io.eagleray.model.Resources;
import io.eagleray.run.StepPath;
import io.eagleray.spi.Machine;
import io.eagleray.spi.NodeWalking.Hold;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class ResourceBudgetTest {
  private final ResourceBudget budget = new ResourceBudget(new Machine(2, new Bytes(1_000), true));
  private final List<String> granted = new ArrayList<>();

  private Hold ask(String step) {
    return budget.ask(new StepPath(step), Resources.DEFAULT, () -> granted.add(step));
  }

  private Hold hold(String step, double cpus) {
    return budget
        .hold(
            new StepPath(step),
            new Resources(cpus, 0, Optional.empty()),
            new CancellationSource(),
            () -> {})
        .orElseThrow();
  }

  @Test
  void moreIsThereAtOnceWhereItIsFree() {
    hold("search", 1);
    ask("search");
    assertThat(granted).containsExactly("search");
  }

  @Test
  void moreComesWhenAStepBesideEnds() {
    Hold beside = hold("beside", 1);
    hold("search", 1);
    ask("search");
    assertThat(granted).isEmpty();
    beside.close();
    assertThat(granted).containsExactly("search");
  }

  @Test
  void whoWaitsForMoreIsServedInTheOrderOfThePaths() {
    Hold all = hold("all", 2);
    ask("each.1");
    ask("each.0");
    all.close();
    assertThat(granted).containsExactly("each.0", "each.1");
  }

  @Test
  void whoWantsNoMoreLetsOthersPass() {
    Hold all = hold("all", 2);
    Hold notWanted = ask("a");
    ask("b");
    ask("c");
    notWanted.close();
    all.close();
    assertThat(granted).containsExactly("b", "c");
  }

  @Test
  void whatIsLetGoTwiceIsFreeOnce() {
    Hold more = ask("search");
    more.close();
    more.close();
    hold("one", 2);
    ask("other");
    assertThat(granted).containsExactly("search");
  }
}
