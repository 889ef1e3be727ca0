package io.eagleray.engine;

import io.eagleray.engine.cache.EarlierSteps;
import io.eagleray.engine.process.ProcessIdentity;
import io.eagleray.engine.process.ProcessTree;
import io.eagleray.engine.walk.ResourceBudget;
import io.eagleray.engine.walk.RunJournal;
import io.eagleray.engine.walk.StaleFiles;
import io.eagleray.engine.walk.WalkTools;
import io.eagleray.json.Json;
import io.eagleray.json.JsonObject;
import io.eagleray.plan.GraphFingerprints;
import io.eagleray.problem.InvalidInputException;
import io.eagleray.problem.Location;
import io.eagleray.run.RunEvent;
import io.eagleray.run.RunState;
import io.eagleray.run.Value;
import io.eagleray.spi.Cancellation;
import io.eagleray.spi.Catalog;
import io.eagleray.spi.Machine;
import io.eagleray.spi.RunStore;
import io.eagleray.yaml.Given;
import io.eagleray.yaml.Patches;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;

/**
 * One process's work on one run, whose lock it holds: begins the run, or goes on with it.
 *
 * @param pipeline what it goes on by, instead of the file that the run had
 */
record Session(
    EngineSettings settings,
    PipelineLoader loader,
    RunStore store,
    Catalog catalog,
    Machine machine,
    ScheduledExecutorService timer,
    String runId,
    Optional<Path> pipeline,
    RunListener listener,
    Cancellation cancellation) {

  /** The option of a mocked run: how its pipeline was read. */
  private static final String PATCHES = "patches";

  /** The option of a run that takes no step from earlier ones. */
  private static final String NO_CACHE = "no_cache";

  /** Nobody should take its success for that of the steps. */
  private static final String MOCKED = "mocked executor  steps run nothing, but for their patches";

  private static final Duration LEFTOVER_LIMIT = Duration.ofSeconds(10);

  /** Checks the pipeline, records the run, and walks it. */
  RunState begin(RunRequest request, Map<String, Given> parameters, Course course) {
    ProcessLedger ledger = new ProcessLedger();
    PipelineLoader.Source source = PipelineLoader.Source.of(request, settings, parameters);
    try (LoadedRun loaded = loader.load(source, request.offline(), files().logs(), ledger)) {
      course.check(runId, loaded, new RunState());
      // A driver that died before it wrote anything may have left the name.
      if (!store.exists(runId)) {
        store.create(runId);
      }
      RunState state = new RunState();
      RunJournal journal = journal(1, state);
      List<RunEvent> events = new ArrayList<>();
      events.add(created(request, parameters, loaded));
      events.add(started(request.sets()));
      settings.patches().ifPresent(any -> events.add(new RunEvent.Warned(MOCKED)));
      loaded
          .plan()
          .warnings()
          .forEach(
              problem -> events.add(new RunEvent.Warned(problem.at() + "  " + problem.message())));
      journal.append(events);
      drive(loaded, journal, ledger, course);
      return state;
    }
  }

  private RunEvent created(RunRequest request, Map<String, Given> parameters, LoadedRun loaded) {
    byte[] random = new byte[16];
    settings.random().nextBytes(random);
    return new RunEvent.RunCreated(
        runId,
        UUID.nameUUIDFromBytes(random).toString(),
        request.pipeline().toString(),
        settings.directory().toString(),
        loaded.fingerprints(),
        values(parameters),
        options(request),
        request.tag(),
        settings.version());
  }

  private static Map<String, Value> values(Map<String, Given> parameters) {
    Map<String, Value> values = new LinkedHashMap<>();
    parameters.forEach((name, given) -> values.put(name, Value.of(given.value())));
    return values;
  }

  private static Map<String, Given> given(Map<String, Value> parameters) {
    Map<String, Given> given = new LinkedHashMap<>();
    parameters.forEach((name, value) -> given.put(name, new Given(value.json(), Optional.empty())));
    return given;
  }

  /** What resume and retry go by unless they are told otherwise. */
  private JsonObject options(RunRequest request) {
    return JsonObject.builder()
        .put(NO_CACHE, Optional.of(Json.TRUE).filter(any -> request.noCache()))
        .put("python", settings.python().map(path -> Json.of(path.toString())))
        .put(PATCHES, settings.patches().map(Patches::json))
        .build();
  }

  private static Optional<Path> python(RunEvent.RunCreated created) {
    return created.options().text("python").map(Path::of);
  }

  /** What a run was made of, as its log has it. */
  static PipelineLoader.Source source(EngineSettings settings, RunState state) {
    RunEvent.RunCreated created = state.created();
    return new PipelineLoader.Source(
        Path.of(created.pipelineFile()),
        Path.of(created.root()),
        given(created.parameters()),
        state.sets(),
        settings.python().or(() -> python(created)),
        created
            .options()
            .get(PATCHES)
            .filter(JsonObject.class::isInstance)
            .map(JsonObject.class::cast)
            .map(Patches::recorded),
        false);
  }

  /**
   * Walks on from where the log is.
   *
   * @param sets all that is laid over the Ray configs from now on
   * @param resets what starts again
   * @param course how far
   */
  RunState goOn(
      RunState state,
      List<String> sets,
      Function<LoadedRun, List<RunEvent>> resets,
      Course course) {
    endLeftovers(state);
    RunEvent.RunCreated created = state.created();
    ProcessLedger ledger = new ProcessLedger();
    PipelineLoader.Source own = source(settings, state).with(sets);
    PipelineLoader.Source source = pipeline.map(own::of).orElse(own);
    try (LoadedRun loaded = loader.load(source, false, files().logs(), ledger)) {
      refuseChanges(created, loaded.fingerprints());
      course.check(runId, loaded, state);
      RunJournal journal = journal(state.epoch() + 1, state);
      List<RunEvent> events = new ArrayList<>();
      state
          .processes()
          .forEach(left -> events.add(new RunEvent.ProcessEnded(left.pid(), left.started())));
      events.add(started(sets));
      events.addAll(resets.apply(loaded));
      journal.append(events);
      StaleFiles.of(state).withdraw(runId, catalog);
      drive(loaded, journal, ledger, course);
      return state;
    }
  }

  /** What a dead driver left running is ended before anything starts again. */
  private static void endLeftovers(RunState state) {
    for (RunEvent.ProcessStarted left : state.processes()) {
      new ProcessTree(new ProcessIdentity(left.pid(), left.started())).kill(LEFTOVER_LIMIT);
    }
  }

  private void refuseChanges(RunEvent.RunCreated created, Map<String, String> fingerprints) {
    List<String> changes =
        GraphFingerprints.changes(created.graph(), fingerprints, loader.nodeTypes());
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

  private void drive(LoadedRun loaded, RunJournal journal, ProcessLedger ledger, Course course) {
    ledger.attach(journal);
    WalkTools tools =
        new WalkTools(
            runId,
            loaded.types(),
            loaded.runners(),
            loaded.plan().signatures(),
            loaded.plan().branches(),
            catalog,
            settings.secrets(),
            files().logs(),
            loaded.plan().pipeline().folder(),
            Path.of(journal.read(RunState::created).root()),
            settings.surroundings(),
            settings.clock(),
            timer,
            settings.random(),
            machine,
            new ResourceBudget(machine),
            new EarlierSteps(
                store,
                loaded.types(),
                loaded.plan().code(),
                !journal.read(RunState::created).options().isTrue(NO_CACHE),
                settings.clock()));
    new RunDriver(loaded, journal, files(), timer).drive(tools, course, cancellation);
    ledger.detach();
  }

  private RunFiles files() {
    return RunFiles.of(settings.state(), runId);
  }

  private RunJournal journal(int epoch, RunState state) {
    String writer = ProcessHandle.current().pid() + "-" + epoch;
    return new RunJournal(
        ContentsFirst.of(store, catalog),
        runId,
        writer,
        epoch,
        settings.clock(),
        state,
        listener::on);
  }

  private static RunEvent.RunStarted started(List<String> sets) {
    ProcessHandle self = ProcessHandle.current();
    Instant started = ProcessIdentity.of(self).map(ProcessIdentity::started).orElse(Instant.EPOCH);
    return new RunEvent.RunStarted(self.pid(), started, sets);
  }
}
