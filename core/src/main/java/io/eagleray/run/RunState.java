package io.eagleray.run;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A run as it is: the fold of its events.
 *
 * <p>The fold is a join: each event raises the knowledge of one step attempt, one trial attempt or
 * one epoch, and never lowers another's, so events of several writers may arrive interleaved in any
 * way. Of two values of a parameter the later started step's holds. Each event costs the same
 * however many came before. Not thread-safe.
 */
public final class RunState {
  private final Map<StepPath, StepFold> steps = new LinkedHashMap<>();
  private final Map<StepPath, StudyFold> studies = new LinkedHashMap<>();
  private final NavigableMap<Integer, EpochFold> epochs = new TreeMap<>();
  private final Sessions sessions = new Sessions();
  private final Map<ProcessKey, RunEvent.ProcessStarted> processes = new LinkedHashMap<>();
  private final List<ProcessKey> endedProcesses = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private Optional<RunEvent.RunCreated> created = Optional.empty();
  private Optional<Instant> createdAt = Optional.empty();
  private long count;

  private record ProcessKey(long pid, Instant started) {}

  private static final class EpochFold {
    private List<String> sets = List.of();
    private Optional<Instant> started = Optional.empty();
    private Optional<Instant> ended = Optional.empty();
    private Optional<RunEvent.RunEnded> end = Optional.empty();
  }

  /** Takes one more event in. */
  public void apply(Event event) {
    count++;
    sessions.add(event);
    switch (event.body()) {
      case RunEvent.RunCreated body -> {
        created = Optional.of(body);
        createdAt = Optional.of(event.at());
      }
      case RunEvent.RunStarted body -> {
        epoch(event).started = Optional.of(event.at());
        epoch(event).sets = body.sets();
      }
      case RunEvent.RunEnded body -> {
        epoch(event).end = Optional.of(body);
        epoch(event).ended = Optional.of(event.at());
      }
      case RunEvent.ProcessStarted body -> processStarted(body);
      case RunEvent.ProcessEnded body -> processEnded(new ProcessKey(body.pid(), body.started()));
      case RunEvent.Warned body -> warnings.add(body.message());
      case RunEvent.OfTrial body -> study(body.path()).apply(body, event.at());
      case RunEvent.OfStep body ->
          steps.computeIfAbsent(body.path(), StepFold::new).apply(body, event.at(), event.epoch());
    }
  }

  private EpochFold epoch(Event event) {
    return epochs.computeIfAbsent(event.epoch(), epoch -> new EpochFold());
  }

  private void processStarted(RunEvent.ProcessStarted body) {
    ProcessKey key = new ProcessKey(body.pid(), body.started());
    if (!endedProcesses.remove(key)) {
      processes.put(key, body);
    }
  }

  private void processEnded(ProcessKey key) {
    if (processes.remove(key) == null) {
      endedProcesses.add(key);
    }
  }

  /**
   * How the run was made.
   *
   * @throws IllegalStateException before its first event
   */
  public RunEvent.RunCreated created() {
    return created.orElseThrow(() -> new IllegalStateException("the run has no first event"));
  }

  /** Whether the first event is there. */
  public boolean isCreated() {
    return created.isPresent();
  }

  public Instant createdAt() {
    return createdAt.orElse(Instant.EPOCH);
  }

  /** The number of events taken in. */
  public long count() {
    return count;
  }

  /** The latest driver's epoch; 0 before the first. */
  public int epoch() {
    return epochs.isEmpty() ? 0 : epochs.lastKey();
  }

  /**
   * The status as recorded; {@link RunStatus#INTERRUPTED} is for those who can see whether a driver
   * lives.
   */
  public RunStatus status() {
    if (epochs.isEmpty()) {
      return RunStatus.CREATED;
    }
    return epochs
        .lastEntry()
        .getValue()
        .end
        .map(RunEvent.RunEnded::status)
        .orElse(RunStatus.RUNNING);
  }

  /** Why the run failed. */
  public Optional<Failure> failure() {
    return epochs.isEmpty()
        ? Optional.empty()
        : epochs.lastEntry().getValue().end.flatMap(RunEvent.RunEnded::failure);
  }

  /** What the latest driver lays over the Ray configs. */
  public List<String> sets() {
    return epochs.isEmpty() ? List.of() : epochs.lastEntry().getValue().sets;
  }

  /** When the latest driver began. */
  public Optional<Instant> started() {
    return epochs.isEmpty() ? Optional.empty() : epochs.lastEntry().getValue().started;
  }

  /** When the latest driver ended. */
  public Optional<Instant> ended() {
    return epochs.isEmpty() ? Optional.empty() : epochs.lastEntry().getValue().ended;
  }

  /** When it was driven. */
  public Sessions sessions() {
    return sessions;
  }

  public List<String> warnings() {
    return List.copyOf(warnings);
  }

  /** The processes that were started and not seen to end. */
  public Collection<RunEvent.ProcessStarted> processes() {
    return List.copyOf(processes.values());
  }

  /** The steps that started, in the order of their latest start. */
  public List<StepState> steps() {
    return steps.values().stream()
        .map(step -> step.state(sessions))
        .sorted(Comparator.comparingLong(StepState::order))
        .toList();
  }

  /** Those that have started and not ended; in no order. */
  public Stream<StepPath> running() {
    return steps.entrySet().stream()
        .filter(step -> step.getValue().isRunning())
        .map(Map.Entry::getKey);
  }

  /**
   * The steps that count for the run as it is: all that started, but for those that a retry was to
   * start again and, as the run succeeded without them, did not.
   */
  public List<StepState> countedSteps() {
    return status() == RunStatus.SUCCESS
        ? steps().stream().filter(step -> step.status() != StepStatus.WAITING).toList()
        : steps();
  }

  public Optional<StepState> step(StepPath path) {
    return Optional.ofNullable(steps.get(path)).map(step -> step.state(sessions));
  }

  /**
   * All parameters: those at the start, and over them what the pipeline's own steps set, the later
   * started step's value holding. What steps inside a node set is the node's to pass on; what a
   * step set that is to start again holds no more.
   */
  public Map<String, Value> parameters() {
    Map<String, Value> values = new LinkedHashMap<>(created().parameters());
    steps().stream()
        .filter(step -> !step.path().isNested() && step.status() != StepStatus.WAITING)
        .forEach(step -> values.putAll(step.outputs()));
    return values;
  }

  /** The largest {@code order} of any step. */
  public long lastOrder() {
    return steps.values().stream().mapToLong(StepFold::order).max().orElse(0);
  }

  /** The trials of a Ray node, by number. */
  public List<TrialState> trials(StepPath path) {
    StudyFold study = studies.get(path);
    return study == null ? List.of() : study.trials();
  }

  /** Whether any Ray node has trials. */
  public boolean hasTrials() {
    return !studies.isEmpty();
  }

  public TrialCounts trialCounts(StepPath path) {
    StudyFold study = studies.get(path);
    return study == null ? new TrialCounts(0, 0, 0, 0) : study.counts();
  }

  private StudyFold study(StepPath path) {
    return studies.computeIfAbsent(path, any -> new StudyFold());
  }
}
