package io.eagleray.searchserve;

import io.eagleray.json.JsonObject;
import io.eagleray.search.history.TrialState;
import io.eagleray.search.scheduler.Decision;
import io.eagleray.search.study.Next;
import io.eagleray.search.study.Outcome;
import io.eagleray.search.study.Study;
import java.util.List;
import java.util.Optional;

/** A study behind the protocol. */
final class ServedStudy {
  private final Study study;
  private final Optional<Fidelity> fidelity;
  private final boolean pauses;
  private boolean done;

  /**
   * @param pauses whether the scheduler may set trials aside, and so have some to wait for
   */
  ServedStudy(Study study, Optional<Fidelity> fidelity, boolean pauses) {
    this.study = study;
    this.pauses = pauses;
    this.fidelity = fidelity;
  }

  /** A new trial, a paused one that goes on, that there is nothing now, or nothing more. */
  JsonObject ask() {
    if (done) {
      throw new InvalidRequestException(
          "the study is done: there is nothing left after "
              + study.history().size()
              + " trials; begin another with \"init\"");
    }
    while (true) {
      switch (next()) {
        case Next.Start start -> {
          return JsonObject.builder()
              .put("id", start.trial().number())
              .put("params", JsonValues.toJson(start.trial().config().asMap()))
              .build();
        }
        case Next.Resume resume -> {
          return JsonObject.builder()
              .put("id", resume.trial().number())
              .put("resume", true)
              .build();
        }
        case Next.Wait wait -> {
          return JsonObject.builder().put("wait", true).build();
        }
        case Next.Done end -> {
          // While trials run, the end of one may still leave something to do.
          done = study.history().running() == 0;
          return JsonObject.builder().put("done", true).build();
        }
        case Next.Dropped dropped -> {}
      }
    }
  }

  private Next next() {
    return pauses
        ? study.next()
        : study.tryAsk().<Next>map(Next.Start::new).orElseGet(Next.Done::new);
  }

  /** Takes a report, and decides. */
  JsonObject report(JsonObject request) {
    Fidelity steps =
        fidelity.orElseThrow(() ->
            new InvalidRequestException(
                "\"report\" needs a study with a \"fidelity\"; this one has none"));
    int trial = trial(request);
    long step = Numbers.whole(request, "step");
    if (step < 1 || step > steps.max()) {
      throw new InvalidRequestException(
          String.format("\"step\" must lie between 1 and %d, got %d", steps.max(), step));
    }
    double[] values = Numbers.values(request).stream().mapToDouble(Double::doubleValue).toArray();
    Decision decision = study.report(trial, step, values);
    return JsonObject.builder().put("decision", word(decision)).build();
  }

  private static String word(Decision decision) {
    return switch (decision) {
      case Decision.Simple.CONTINUE -> "continue";
      case Decision.Simple.STOP -> "stop";
      case Decision.Simple.PAUSE -> "pause";
      case Decision.Exploit exploit ->
          throw new IllegalStateException("population-based training is refused at init");
    };
  }

  /** Ends a trial. */
  void tell(JsonObject request) {
    int trial = trial(request);
    Outcome outcome = outcome(request);
    long reported = trial >= 0 && trial < study.history().size() ? study.history().step(trial) : 0;
    long step = Numbers.optionalWhole(request, "step").orElse(reported);
    if (step < reported && isOpen(trial)) {
      throw new InvalidRequestException(
          String.format(
              "trial %d ends at step %d, but has reported step %d", trial, step, reported));
    }
    study.tell(trial, outcome);
  }

  private boolean isOpen(int trial) {
    TrialState state = study.history().state(trial);
    return !state.isEnded();
  }

  private static Outcome outcome(JsonObject request) {
    String state = request.text("state").orElse("");
    return switch (state) {
      case "complete" -> {
        List<Double> constraints = Numbers.list(request, "constraints");
        yield Outcome.completed(Numbers.values(request), constraints);
      }
      case "stopped" -> Outcome.stopped();
      case "failed" -> Outcome.failed();
      default ->
          throw new InvalidRequestException(
              "unknown state \"" + state + "\" (there are: complete, stopped, failed)");
    };
  }

  private static int trial(JsonObject request) {
    long id = Numbers.whole(request, "id");
    if (id < 0 || id > Integer.MAX_VALUE) {
      throw new InvalidRequestException("there is no trial " + id);
    }
    return (int) id;
  }
}
