package io.eagleray.search.journal;

import io.eagleray.search.SearchException;
import io.eagleray.search.scheduler.Decision;
import io.eagleray.search.study.AskTell;
import io.eagleray.search.study.ExhaustedException;
import io.eagleray.search.study.Next;
import io.eagleray.search.study.Outcome;
import io.eagleray.search.study.OutcomeEvaluation;
import io.eagleray.search.study.Study;
import io.eagleray.search.study.Trial;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A study with a memory: a file to which each event is written before its effect is told. Opened
 * again, the study goes on where it was, with the same proposals as if nothing had happened.
 *
 * <pre>{@code
 * Study study = Study.minimize("loss").space(space).seed(7).build();
 * try (Journal journal = Journal.open(Path.of("search.journal"), study)) {
 *   for (Trial trial : journal.running()) {
 *     journal.tell(trial, evaluate(trial.config())); // was running when the process ended
 *   }
 *   while (study.history().size() < 50) {
 *     Trial trial = journal.ask();
 *     journal.tell(trial, evaluate(trial.config()));
 *   }
 * }
 * }</pre>
 *
 * <p>Use the journal's methods instead of the study's; the study is there for questions. An event
 * survives the end of the process, whatever ends it; {@link #sync} makes it survive a power cut. A
 * last record that was cut off is dropped when the file is opened: its effect was never told.
 *
 * <p>The file is compact: a trial of 8 parameters takes about 100 bytes. Not thread-safe; a file
 * belongs to one process at a time.
 */
public final class Journal implements AskTell, AutoCloseable {
  private final Path path;
  private final Study study;
  private final RecordFile file;
  private final EventCodec codec;
  private final ByteBuffer buffer;
  private boolean hasHeader;
  private long replayed;

  private Journal(Path path, Study study) {
    this.path = path;
    this.study = study;
    this.codec =
        new EventCodec(study.space(), study.objectives().size(), study.history().constraints());
    this.buffer = ByteBuffer.allocate(codec.mostBytes());
    this.file = RecordFile.open(path);
  }

  /**
   * Opens a journal, or begins one where there is no file, and brings the study to where it was.
   *
   * @param study built as at the first time and not yet asked; its space, seed, objectives and
   *     constraints must be the same. Sampler, scheduler and budget may be others
   * @throws JournalException if the file belongs to another study (the message says what differs),
   *     is in use, damaged or cannot be read
   */
  public static Journal open(Path path, Study study) {
    int own = study.history().size() - study.earlierTrials();
    if (own > 0) {
      throw new JournalException(
          "a journal must be opened before the study's first trial, but it has " + own);
    }
    Journal journal = new Journal(path, study);
    try {
      byte[] header = StudyDescription.of(study).toString().getBytes(StandardCharsets.UTF_8);
      journal.file.read(header, journal.codec.mostBytes(), journal::replay);
      if (!journal.hasHeader) {
        journal.file.append(header, header.length);
      }
      return journal;
    } catch (RuntimeException failure) {
      journal.file.close();
      throw failure;
    }
  }

  private void replay(ByteBuffer record) {
    if (!hasHeader) {
      hasHeader = true;
      requireSame(StudyDescription.parse(StandardCharsets.UTF_8.decode(record).toString()));
      return;
    }
    try {
      replay(codec.read(record));
    } catch (SearchException misfit) {
      throw new JournalException(
          String.format(
              "journal %s does not fit this study: its event %d: %s",
              path, replayed + 1, misfit.getMessage()));
    }
    replayed++;
  }

  private void replay(Event event) {
    switch (event) {
      case Event.Asked asked -> study.asked(study.history().size(), asked.config());
      case Event.Reported reported ->
          study.reported(reported.trial(), reported.step(), array(reported.values()));
      case Event.Told told -> study.told(told.trial(), told.outcome());
      case Event.Restarted restarted -> study.restart(restarted.trial(), restarted.fromStep());
      case Event.Resumed resumed -> study.resumed(resumed.trial());
    }
  }

  private void requireSame(StudyDescription there) {
    List<String> differences = there.differences(StudyDescription.of(study));
    if (!differences.isEmpty()) {
      throw new JournalException(
          "journal " + path + " is of another study: " + String.join("; ", differences));
    }
  }

  /** The study, for questions. */
  public Study study() {
    return study;
  }

  /** The trials that are running, oldest first: after a crash, those to be run again. */
  public List<Trial> running() {
    Trial[] trials = new Trial[study.history().running()];
    for (int i = 0; i < trials.length; i++) {
      int number = study.history().runningTrial(i);
      trials[i] = new Trial(number, study.history().configuration(number));
    }
    return List.of(trials);
  }

  /** See {@link Study#tryAsk}. */
  @Override
  public Optional<Trial> tryAsk() {
    Optional<Trial> trial = study.tryAsk();
    trial.ifPresent(asked -> append(new Event.Asked(asked.config())));
    return trial;
  }

  /**
   * See {@link Study#ask}.
   *
   * @throws ExhaustedException when there is no trial left
   */
  public Trial ask() {
    Trial trial = study.ask();
    append(new Event.Asked(trial.config()));
    return trial;
  }

  /** See {@link Study#next}. */
  public Next next() {
    Next next = study.next();
    switch (next) {
      case Next.Start(Trial trial) -> append(new Event.Asked(trial.config()));
      case Next.Resume resume -> append(new Event.Resumed(resume.trial().number()));
      case Next.Dropped(int trial) -> append(new Event.Told(trial, Outcome.stopped()));
      case Next.Wait() -> {}
      case Next.Done() -> {}
    }
    return next;
  }

  /** See {@link Study#report}. */
  @Override
  public Decision report(int trial, long step, double... values) {
    Decision decision = study.report(trial, step, values);
    append(new Event.Reported(trial, step, Arrays.stream(values).boxed().toList()));
    return decision;
  }

  /** See {@link Study#tell(int, Outcome)}. */
  @Override
  public void tell(int trial, Outcome outcome) {
    study.tell(trial, outcome);
    append(new Event.Told(trial, outcome));
  }

  /** See {@link Study#tell(Trial, double)}. */
  public void tell(Trial trial, double value) {
    tell(trial.number(), Outcome.completed(value));
  }

  /** See {@link Study#restart}. */
  public void restart(int trial, long fromStep) {
    study.restart(trial, fromStep);
    append(new Event.Restarted(trial, fromStep));
  }

  /**
   * See {@link Study#optimizeOutcomes}. Trials that were running when the process ended are
   * evaluated again first.
   */
  @Override
  public void optimizeOutcomes(int trials, int workers, OutcomeEvaluation function)
      throws InterruptedException {
    study.optimizeOutcomes(this, restarted(), trials, workers, function);
  }

  /** The running trials, from their beginning: what they reported is void. */
  private List<Trial> restarted() {
    List<Trial> running = running();
    for (Trial trial : running) {
      if (study.history().step(trial.number()) > 0) {
        restart(trial.number(), 0);
      }
    }
    return running;
  }

  /** Makes all events so far survive a power cut; waits for the disk. */
  public void sync() {
    file.force();
  }

  /** Closes the file; the study can still be asked questions. */
  @Override
  public void close() {
    file.close();
  }

  private void append(Event event) {
    buffer.clear();
    codec.write(event, buffer);
    file.append(buffer.array(), buffer.position());
  }

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
