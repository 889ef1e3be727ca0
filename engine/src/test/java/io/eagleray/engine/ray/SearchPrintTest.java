package io.eagleray.engine.ray;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class SearchPrintTest {
  private static final String BEFORE =
      "python m.train [x] space=lr=Range[low=0.1, high=1.0, log=false, step=0.0, integer=false]"
          + "Optional.empty;kind=Choice[values=[\"a\"], ordered=false]Optional.empty;"
          + "depth=Range[low=1.0, high=9.0, log=false, step=0.0, integer=true]Optional.empty"
          + " metric=Optional[loss] mode=MIN seed=OptionalLong[7] sampler=auto{} scheduler=fifo{}";

  @Test
  void equalOnesDifferInNothing() {
    assertThat(SearchPrint.differences(BEFORE, BEFORE)).isEmpty();
  }

  @Test
  void everyDifferenceOfTheSpaceIsTold() {
    String after =
        BEFORE
            .replace("low=0.1", "low=0.2")
            .replace("[\"a\"]", "[\"a\", \"b\"]")
            .replace("depth=", "width=");

    assertThat(SearchPrint.differences(BEFORE, after))
        .containsExactly(
            "\"lr\" in the search space: low was 0.1 and is 0.2",
            "\"kind\" in the search space: it was Choice[values=[\"a\"], ordered=false] and is"
                + " Choice[values=[\"a\", \"b\"], ordered=false]",
            "\"depth\" was removed from the search space",
            "\"width\" was added to the search space");
  }

  @Test
  void otherTermsOfTheSearchAreTold() {
    String after =
        BEFORE.replace("mode=MIN", "mode=MAX").replace("OptionalLong[7]", "OptionalLong.empty");

    assertThat(SearchPrint.differences(BEFORE, after))
        .containsExactly("mode was MIN and is MAX", "seed was 7 and is absent");
  }

  @Test
  void whatIsNoSearchIsNotTakenApart() {
    assertThat(SearchPrint.differences("a", "b")).isEmpty();
  }
}
