package io.eagleray.engine;

import io.eagleray.engine.catalog.FolderCatalog;
import io.eagleray.engine.process.ProcessIdentity;
import io.eagleray.engine.process.ProcessTree;
import io.eagleray.engine.store.SqliteRunStore;
import io.eagleray.engine.walk.RunJournal;
import io.eagleray.engine.walk.WalkTools;
import io.eagleray.plan.GraphFingerprints;
import io.eagleray.problem.InvalidInputException;
import io.eagleray.problem.Location;
import io.eagleray.run.RunEvent;
import io.eagleray.run.RunState;
import io.eagleray.run.RunStatus;
import io.eagleray.run.StepState;
import io.eagleray.run.StepStatus;
import io.eagleray.run.Value;
import io.eagleray.spi.Cancellation;
import io.eagleray.spi.Catalog;
import io.eagleray.spi.Machine;
import io.eagleray.spi.RunStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/**
 * Checks pipelines, runs them on this machine, and takes runs up again. One for each process and
 * state folder.
 *
 * <p>Every method that reads what a user wrote throws {@link InvalidInputException} with all that
 * is wrong in it.
 */
public final class Engine implements AutoCloseable {
  /**
   * How old an unnamed object must be before it is deleted: longer than from its writing to its
   * event.
   */
  private static final Duration OBJECT_GRACE = Duration.ofHours(1);

  private static final Duration LEFTOVER_LIMIT = Duration.ofSeconds(10);

  private final EngineSettings settings;
  private final PipelineLoader loader;
  private final RunStore store;
  private final Catalog catalog;
  private final ScheduledExecutorService timer;
  private final Machine machine;

  private Engine(EngineSettings settings, RunStore store) {
    this.settings = settings;
    this.store = store;
    this.catalog = new FolderCatalog(settings.state(), settings.clock(), OBJECT_GRACE);
    this.machine = ThisMachine.look(settings.ignoreGpus());
    this.loader = new PipelineLoader(settings, machine, catalog.objects(), Plugins.load());
    this.timer =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("timer").factory());
  }

  /** Opens the state folder. */
  public static Engine open(EngineSettings settings) {
    return new Engine(settings, SqliteRunStore.open(settings.state()));
  }

  public RunStore store() {
    return store;
  }

  public Catalog catalog() {
    return catalog;
  }

  /** Checks a pipeline; runs nothing of it. */
  public Checked check(RunRequest request) {
    Map<String, Value> parameters = loader.parameters(request);
    try (LoadedRun loaded =
        loader.load(
            source(request, parameters),
            request.offline(),
            settings.state().resolve("check"),
            new ProcessLedger())) {
      return new Checked(loaded.plan(), loaded.plan().warnings());
    }
  }

  /**
   * Runs a pipeline to its end.
   *
   * @throws io.eagleray.spi.RunExistsException if the id is taken
   * @throws io.eagleray.spi.RunBusyException if another process makes a run of that id
   */
  public RunState run(RunRequest request, RunListener listener, Cancellation cancellation) {
    String runId = request.runId().orElseGet(this::newName);
    Map<String, Value> parameters = loader.parameters(request);
    RunFiles files = RunFiles.of(settings.state(), runId);
    ProcessLedger ledger = new ProcessLedger();
    try (RunStore.RunLock lock = store.lock(runId);
        LoadedRun loaded =
            loader.load(source(request, parameters), request.offline(), files.logs(), ledger)) {
      store.create(runId);
      RunState state = new RunState();
      RunJournal journal = journal(runId, 1, state, listener);
      journal.append(
          List.of(
              new RunEvent.RunCreated(
                  runId,
                  UUID.nameUUIDFromBytes(randomBytes()).toString(),
                  request.pipeline().toString(),
                  settings.directory().toString(),
                  loaded.fingerprints(),
                  parameters,
                  io.eagleray.json.JsonObject.EMPTY,
                  request.tag(),
                  settings.version()),
              started(request.sets())));
      loaded
          .plan()
          .warnings()
          .forEach(warning ->
              journal.append(new RunEvent.Warned(warning.at() + "  " + warning.message())));
      drive(runId, loaded, journal, ledger, files, cancellation);
      return state;
    }
  }

  /**
   * Goes on with a run that was interrupted or cancelled. One that succeeded is returned as it is.
   *
   * @throws InvalidInputException if the run failed, or its pipeline's graph has changed
   */
  public RunState resume(String runId, RunListener listener, Cancellation cancellation) {
    try (RunStore.RunLock lock = store.lock(runId)) {
      RunState state = read(runId);
      return switch (state.status()) {
        case SUCCESS -> state;
        case FAILED ->
            throw new InvalidInputException(
                Location.of("run " + runId),
                "it failed; after mending the cause: eagleray retry " + runId);
        default -> goOn(runId, state, state.sets(), List.of(), listener, cancellation);
      };
    }
  }

  /**
   * Starts the failed steps of a run again, and all that came after them. A run that succeeded
   * starts its Ray nodes again where {@code sets} enlarge them.
   *
   * @param sets over those that the run had
   */
  public RunState retry(
      String runId, List<String> sets, RunListener listener, Cancellation cancellation) {
    try (RunStore.RunLock lock = store.lock(runId)) {
      RunState state = read(runId);
      List<String> all = new ArrayList<>(state.sets());
      all.addAll(sets);
      List<RunEvent> resets = resets(state, !sets.isEmpty());
      if (state.status() == RunStatus.SUCCESS && resets.isEmpty()) {
        return state;
      }
      return goOn(runId, state, all, resets, listener, cancellation);
    }
  }

  /** The steps that start again: the first that did not succeed and all that started after it. */
  private static List<RunEvent> resets(RunState state, boolean searchesToo) {
    long from =
        state.steps().stream()
            .filter(step ->
                step.status() == StepStatus.FAILED || searchesToo && step.type().equals("ray"))
            .mapToLong(StepState::order)
            .min()
            .orElse(Long.MAX_VALUE);
    return state.steps().stream()
        .filter(step -> step.order() >= from)
        .map(step -> (RunEvent) new RunEvent.StepReset(step.path(), step.attempt()))
        .toList();
  }

  private RunState goOn(
      String runId,
      RunState state,
      List<String> sets,
      List<RunEvent> resets,
      RunListener listener,
      Cancellation cancellation) {
    endLeftovers(state);
    RunEvent.RunCreated created = state.created();
    RunFiles files = RunFiles.of(settings.state(), runId);
    ProcessLedger ledger = new ProcessLedger();
    try (LoadedRun loaded = loader.load(source(created, sets), false, files.logs(), ledger)) {
      refuseChanges(created, loaded.fingerprints());
      RunJournal journal = journal(runId, state.epoch() + 1, state, listener);
      List<RunEvent> events = new ArrayList<>();
      state
          .processes()
          .forEach(left -> events.add(new RunEvent.ProcessEnded(left.pid(), left.started())));
      events.add(started(sets));
      events.addAll(resets);
      journal.append(events);
      drive(runId, loaded, journal, ledger, files, cancellation);
      return state;
    }
  }

  private PipelineLoader.Source source(RunRequest request, Map<String, Value> parameters) {
    return new PipelineLoader.Source(
        request.pipeline(), settings.directory(), parameters, request.sets());
  }

  private static PipelineLoader.Source source(RunEvent.RunCreated created, List<String> sets) {
    return new PipelineLoader.Source(
        Path.of(created.pipelineFile()), Path.of(created.root()), created.parameters(), sets);
  }

  private static void refuseChanges(RunEvent.RunCreated created, Map<String, String> fingerprints) {
    List<String> changes = GraphFingerprints.changes(created.graph(), fingerprints);
    if (!changes.isEmpty()) {
      throw new InvalidInputException(
          Location.of(created.pipelineFile()),
          "the pipeline has changed since run "
              + created.runId()
              + " began ("
              + String.join("; ", changes)
              + "); only function bodies may change: start a new run");
    }
  }

  private void drive(
      String runId,
      LoadedRun loaded,
      RunJournal journal,
      ProcessLedger ledger,
      RunFiles files,
      Cancellation cancellation) {
    ledger.attach(journal);
    RunEvent.RunCreated created = journal.read(RunState::created);
    WalkTools tools =
        new WalkTools(
            runId,
            loaded.types(),
            loaded.runners(),
            loaded.plan().signatures(),
            catalog,
            settings.secrets(),
            files.logs(),
            Path.of(created.root()),
            settings.clock(),
            timer,
            settings.random(),
            machine);
    new RunDriver(loaded, journal, files, timer).drive(tools, cancellation);
    ledger.detach();
  }

  private RunJournal journal(String runId, int epoch, RunState state, RunListener listener) {
    String writer = ProcessHandle.current().pid() + "-" + epoch;
    return new RunJournal(store, runId, writer, epoch, settings.clock(), state, listener::on);
  }

  private static RunEvent.RunStarted started(List<String> sets) {
    ProcessHandle self = ProcessHandle.current();
    Instant started = ProcessIdentity.of(self).map(ProcessIdentity::started).orElse(Instant.EPOCH);
    return new RunEvent.RunStarted(self.pid(), started, sets);
  }

  /** The run as its log has it. */
  public RunState read(String runId) {
    RunState state = new RunState();
    store.read(runId, 0, state::apply);
    if (!state.isCreated()) {
      throw new InvalidInputException(
          Location.of("run " + runId), "it was interrupted before anything of it was recorded");
    }
    return state;
  }

  /** What a dead driver left running is ended before anything starts again. */
  private static void endLeftovers(RunState state) {
    for (RunEvent.ProcessStarted left : state.processes()) {
      new ProcessTree(new ProcessIdentity(left.pid(), left.started())).kill(LEFTOVER_LIMIT);
    }
  }

  private String newName() {
    LocalTime now = LocalTime.ofInstant(settings.clock().instant(), ZoneId.systemDefault());
    List<String> taken = store.runs();
    String name = RunNames.next(settings.random(), now);
    while (taken.contains(name)) {
      name = RunNames.next(settings.random(), now);
    }
    return name;
  }

  private byte[] randomBytes() {
    byte[] bytes = new byte[16];
    settings.random().nextBytes(bytes);
    return bytes;
  }

  @Override
  public void close() {
    timer.shutdownNow();
    store.close();
  }
}
