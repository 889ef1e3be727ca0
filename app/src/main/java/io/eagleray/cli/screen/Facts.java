package io.eagleray.cli.screen;

import io.eagleray.json.Json;
import io.eagleray.json.JsonBool;
import io.eagleray.json.JsonNumber;
import io.eagleray.json.JsonText;
import io.eagleray.model.Return;
import io.eagleray.run.Failure;
import io.eagleray.run.Origin;
import io.eagleray.run.TrialCounts;
import io.eagleray.run.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What there is to say of a step, in words, without layout. */
final class Facts {
  private static final int LONGEST_TEXT = 40;

  private final Symbols symbols;

  Facts(Symbols symbols) {
    this.symbols = symbols;
  }

  /** {@code reused from run calm-otter-0914}. */
  static String reused(Origin origin) {
    return "reused from run " + origin.run();
  }

  /** Numbers and short texts that a step set, metrics first. */
  String outputs(Map<String, Value> outputs) {
    List<String> facts = new ArrayList<>();
    outputs.forEach((name, value) -> {
      if (value.kind() == Return.Kind.METRIC) {
        facts.add(name + " " + Wording.value(value.json()));
      }
    });
    outputs.forEach((name, value) -> {
      if (value.kind() == Return.Kind.JSON && isShort(value.json())) {
        facts.add(name + " " + Wording.value(value.json()));
      }
    });
    return symbols.join(facts);
  }

  private static boolean isShort(Json json) {
    return switch (json) {
      case JsonNumber number -> true;
      case JsonBool bool -> true;
      case JsonText text -> text.value().length() <= LONGEST_TEXT && !text.value().contains("\n");
      default -> false;
    };
  }

  /** {@code ASHA + TPE · 41/60 trials · 4 running · 29 stopped early · 0 failed}. */
  String trials(Study study, boolean isOver) {
    List<String> facts = new ArrayList<>();
    if (!study.methods().isEmpty()) {
      facts.add(String.join(" + ", study.methods()));
    }
    TrialCounts counts = study.counts();
    facts.add(
        study.planned().isPresent() && !isOver
            ? String.format(
                Locale.ROOT, "%,d/%,d trials", study.ended(), study.planned().getAsLong())
            : Wording.count(counts.total(), "trial"));
    if (!isOver) {
      facts.add(counts.running() + " running");
    }
    if (counts.stopped() > 0) {
      facts.add(String.format(Locale.ROOT, "%,d stopped early", counts.stopped()));
    }
    if (counts.failed() > 0 || !isOver) {
      facts.add(String.format(Locale.ROOT, "%,d failed", counts.failed()));
    }
    return symbols.join(facts);
  }

  /**
   * {@code best accuracy 0.9722 (trial 33: depth 6)}; of several objectives {@code best 7 trials:
   * loss 0.12 to 0.5, size 3 to 9}.
   */
  Optional<String> best(Study study) {
    if (study.front().isPresent()) {
      Front front = study.front().get();
      return Optional.of(
          "best " + Wording.count(front.size(), "trial") + ": " + String.join(", ", front.spans()));
    }
    return study
        .best()
        .map(best ->
            "best "
                + study.metric().orElse("value")
                + " "
                + Wording.number(best.value())
                + "  (trial "
                + best.trial()
                + (best.config().fields().isEmpty() ? "" : ": ")
                + Wording.config(best.config(), ", ")
                + ")");
  }

  /** {@code about 6 s left}. */
  Optional<String> left(Study study, Instant now) {
    return study
        .left(now)
        .map(left -> {
          long seconds = Math.max(1, left.toSeconds());
          return "about "
              + (seconds < 60
                  ? seconds + " s"
                  : Wording.duration(java.time.Duration.ofSeconds(seconds)))
              + " left";
        });
  }

  /** A warning; the word is not said twice where the message has it behind its place. */
  static String warning(String message) {
    return message.contains("warning: ") ? message : "warning: " + message;
  }

  /**
   * {@code attempt 3: ValueError: could not convert}; the attempt only where it was not the first.
   */
  static String failure(int attempt, Failure failure) {
    return (attempt > 1 ? "attempt " + attempt + ": " : "")
        + failure.type()
        + (failure.message().isEmpty() ? "" : ": " + firstLine(failure.message()));
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse("");
  }
}
