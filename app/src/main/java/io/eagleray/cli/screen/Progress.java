package io.eagleray.cli.screen;

import io.eagleray.run.Event;
import io.eagleray.run.Failure;
import io.eagleray.run.RunEvent;
import io.eagleray.run.RunState;
import io.eagleray.run.RunStatus;
import io.eagleray.run.StepState;
import io.eagleray.run.StepStatus;
import io.eagleray.run.TrialState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A run as a screen shows it: what there is to draw, and no more.
 *
 * <p>A {@link RunState} costs time in proportion to its trials whenever it is looked at; this costs
 * the same for each event and each look. Not thread-safe.
 */
public final class Progress {
  /** Step types and names that only mark the end of a graph; no screen shows them. */
  private static final Set<String> ENDS = Set.of("success", "fail");

  private final Map<String, Step> steps = new LinkedHashMap<>();
  private final Inside inside = new Inside();
  private String runId = "";
  private RunStatus status = RunStatus.CREATED;
  private Optional<Failure> failure = Optional.empty();
  private Optional<Instant> started = Optional.empty();
  private Optional<Instant> ended = Optional.empty();

  /** How long earlier drivers have run. */
  private Duration before = Duration.ZERO;

  private Instant heard = Instant.EPOCH;

  /** What was kept of an earlier driver, in words; empty for a run that is new. */
  private Optional<String> kept = Optional.empty();

  /** Whether a step of this type only marks the end of a graph. */
  static boolean isEnd(String type) {
    return ENDS.contains(type);
  }

  /** A run that nothing is known of. */
  public Progress() {}

  /**
   * A run as it was left.
   *
   * @param told its status, where more is known than its log tells
   */
  public Progress(RunState state, RunStatus told) {
    this(state);
    status = told;
    if (told == RunStatus.INTERRUPTED) {
      ended = Optional.empty();
    }
  }

  /** A run as it was left. */
  public Progress(RunState state) {
    if (!state.isCreated()) {
      return;
    }
    created(state.created());
    status = state.status();
    failure = state.failure();
    started = state.started();
    ended = state.ended();
    before = state.sessions().activeBefore();
    heard = state.sessions().end();
    List<String> done = new ArrayList<>();
    int trialsKept = 0;
    int trialsAgain = 0;
    int insideKept = 0;
    for (StepState step : state.countedSteps()) {
      Optional<Study> study = study(state, step);
      put(Step.of(step, study));
      if (step.status() == StepStatus.SUCCESS && step.path().isNested()) {
        insideKept++;
      } else if (step.status() == StepStatus.SUCCESS && !ENDS.contains(step.type())) {
        done.add("\"" + step.path() + "\"");
      } else if (study.isPresent()) {
        trialsKept += study.get().ended();
        trialsAgain += study.get().counts().running();
      }
    }
    boolean several = done.size() + insideKept + trialsKept > 1;
    if (insideKept > 0) {
      done.add(Wording.count(insideKept, "step") + " inside");
    }
    if (trialsKept > 0) {
      done.add(Wording.count(trialsKept, "trial"));
    }
    kept = keptText(done, several, trialsAgain);
  }

  /**
   * A run as it is once its driver has told what it starts from; empty before that: what is to
   * start again is told after the driver's own start, and is not kept.
   *
   * @param event the newest
   * @param state with the event in it
   */
  static Optional<Progress> begun(Event event, RunState state) {
    return switch (event.body()) {
      case RunEvent.ProcessEnded body -> Optional.empty();
      case RunEvent.RunStarted body -> Optional.empty();
      case RunEvent.StepReset body -> Optional.empty();
      default -> Optional.of(new Progress(state));
    };
  }

  private static Optional<Study> study(RunState state, StepState step) {
    List<TrialState> trials = state.trials(step.path());
    if (trials.isEmpty() && !step.phases().containsKey("fan-out")) {
      return Optional.empty();
    }
    Study study = new Study();
    Optional.ofNullable(step.phases().get("fan-out")).ifPresent(study::plan);
    trials.forEach(study::restore);
    Optional.ofNullable(step.phases().get("fan-in")).ifPresent(study::result);
    return Optional.of(study);
  }

  private static Optional<String> keptText(List<String> kept, boolean several, int trialsAgain) {
    List<String> parts = new ArrayList<>();
    if (!kept.isEmpty()) {
      parts.add(and(kept) + (several ? " are kept" : " is kept"));
    }
    if (trialsAgain > 0) {
      parts.add(
          Wording.count(trialsAgain, "trial")
              + (trialsAgain == 1
                  ? " that was running starts again"
                  : " that were running start again"));
    }
    return parts.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", parts));
  }

  private static String and(List<String> words) {
    int last = words.size() - 1;
    return last == 0
        ? words.get(0)
        : String.join(", ", words.subList(0, last)) + " and " + words.get(last);
  }

  /** Takes one more event in. */
  public void apply(Event event) {
    switch (event.body()) {
      case RunEvent.RunCreated body -> created(body);
      case RunEvent.RunStarted body -> {
        before = started.map(begin -> before.plus(Duration.between(begin, heard))).orElse(before);
        status = RunStatus.RUNNING;
        failure = Optional.empty();
        started = Optional.of(event.at());
        ended = Optional.empty();
      }
      case RunEvent.RunEnded body -> {
        status = body.status();
        failure = body.failure();
        ended = Optional.of(event.at());
        if (status == RunStatus.SUCCESS) {
          steps.values().removeIf(step -> step.status() == StepStatus.WAITING);
        }
      }
      case RunEvent.ProcessStarted body -> {}
      case RunEvent.ProcessEnded body -> {}
      case RunEvent.Warned body -> {}
      case RunEvent.StepStarted body -> stepStarted(body, event.at());
      case RunEvent.StepEnded body -> stepEnded(body, event.at());
      case RunEvent.StepReused body -> stepReused(body);
      case RunEvent.StepReset body -> reset(body.path().text());
      case RunEvent.PhaseEnded body -> {
        if (body.phase().equals("fan-out")) {
          study(body.path().text()).plan(body.handOver());
        } else if (body.phase().equals("fan-in")) {
          study(body.path().text()).result(body.handOver());
        }
      }
      case RunEvent.OfTrial body -> study(body.path().text()).apply(body, event.at());
    }
    heard = event.at();
  }

  private void created(RunEvent.RunCreated body) {
    runId = body.runId();
    body.graph().keySet().stream()
        // The empty name stands for the graph around the steps.
        .filter(name -> !name.isEmpty() && !ENDS.contains(name) && name.indexOf('.') < 0)
        .forEach(name -> steps.putIfAbsent(name, Step.waiting(name)));
  }

  private void stepStarted(RunEvent.StepStarted body, Instant at) {
    Step before = step(body.path().text());
    boolean again = body.attempt() > 1 && before.status() == StepStatus.RUNNING;
    put(
        new Step(
            before.path(),
            body.type(),
            StepStatus.RUNNING,
            body.attempt(),
            Map.of(),
            Optional.empty(),
            again ? before.started() : Optional.of(at),
            Optional.empty(),
            again ? before.idle() : Duration.ZERO,
            Optional.empty(),
            before.study()));
  }

  private void stepReused(RunEvent.StepReused body) {
    Step before = step(body.path().text());
    put(
        new Step(
            before.path(),
            before.type(),
            before.status(),
            before.attempt(),
            before.outputs(),
            before.failure(),
            before.started(),
            before.ended(),
            before.idle(),
            Optional.of(body.origin()),
            before.study()));
  }

  private void stepEnded(RunEvent.StepEnded body, Instant at) {
    Step before = step(body.path().text());
    put(
        new Step(
            before.path(),
            before.type(),
            body.willRetry() ? StepStatus.RUNNING : body.status(),
            body.attempt(),
            body.outputs(),
            body.failure(),
            before.started(),
            Optional.of(at),
            before.idle(),
            before.origin(),
            before.study()));
  }

  /** Of the steps inside others only those are kept that there is something to tell of. */
  private void put(Step step) {
    if (ENDS.contains(step.type())) {
      return;
    }
    if (step.isNested() && !inside.keeps(step)) {
      steps.remove(step.path());
    } else {
      steps.put(step.path(), step);
    }
  }

  private void reset(String path) {
    Step waiting = Step.waiting(path);
    if (!waiting.isNested()) {
      put(waiting);
    } else {
      inside.reset(path, Optional.ofNullable(steps.remove(path)));
    }
  }

  private Study study(String path) {
    Step step = step(path);
    if (step.study().isPresent()) {
      return step.study().get();
    }
    Study study = new Study();
    put(
        new Step(
            path,
            step.type(),
            step.status(),
            step.attempt(),
            step.outputs(),
            step.failure(),
            step.started(),
            step.ended(),
            step.idle(),
            step.origin(),
            Optional.of(study)));
    return study;
  }

  /** The step of that path; one that waits where it is not known yet. */
  public Step step(String path) {
    Step known = steps.get(path);
    return known == null ? inside.latest(path).orElseGet(() -> Step.waiting(path)) : known;
  }

  /** How many steps inside a step of the pipeline's own graph have succeeded. */
  public int doneInside(String path) {
    return inside.done(path);
  }

  /** How many steps inside a step of the pipeline's own graph have failed. */
  public int failedInside(String path) {
    return inside.failed(path);
  }

  /**
   * In the order of the file; those inside other steps that run, and some that failed, follow in
   * the order of their starts.
   */
  public Collection<Step> steps() {
    return steps.values();
  }

  public String runId() {
    return runId;
  }

  public RunStatus status() {
    return status;
  }

  public Optional<Failure> failure() {
    return failure;
  }

  /** What an earlier driver left that counts; empty for a new run. */
  public Optional<String> kept() {
    return kept;
  }

  /** How long the run has been driven, or was: by its latest driver, and by those before it. */
  public Duration time(Instant now) {
    return before.plus(sinceStart(now));
  }

  private Duration sinceStart(Instant now) {
    return started
        .map(begin -> Duration.between(begin, status.isEnded() ? ended.orElse(now) : now))
        .orElse(Duration.ZERO);
  }
}
