package io.eagleray.cli.screen;

import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.util.DefaultLocale;

class FactsTest {
  @Test
  @DefaultLocale("de-DE")
  void counts_of_trials_are_written_as_all_other_numbers_in_every_locale() {
    Study study = new Study();
    study.plan(JsonObject.builder().put("num_samples", 2_000).build());
    assertThat(new Facts(Symbols.ASCII).trials(study, false))
        .isEqualTo("0/2,000 trials | 0 running | 0 failed");
  }
}
