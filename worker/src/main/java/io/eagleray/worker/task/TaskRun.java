package io.eagleray.worker.task;

import io.eagleray.worker.redact.Redactor;
import io.eagleray.worker.trial.Reports;
import io.eagleray.worker.trial.TrialStart;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One task from its start to its answer, on a thread of its own. */
public final class TaskRun implements Runnable, Reports.Line {
  private final RunMessage message;
  private final Replies replies;
  private final Consumer<TaskRun> atEnd;
  private final Redactor redactor;
  private final TaskOutput output;
  private final Reports reports;
  private final Work work;

  private boolean cancelled;
  private boolean answered;
  private @Nullable Thread thread;

  /**
   * @param atEnd called when the task has ended, before its answer is sent
   */
  TaskRun(RunMessage message, Replies replies, Consumer<TaskRun> atEnd, TaskKinds kinds) {
    this.message = message;
    this.replies = replies;
    this.atEnd = atEnd;
    this.redactor = Redactor.of(message.blotted());
    this.output = new TaskOutput(message.log(), redactor, kinds.pusher());
    int step = message.trial().map(TrialStart::step).orElse(0);
    this.reports = new Reports(step, this);
    this.work =
        switch (message.kind()) {
          case JAVA -> new JavaTask(message, kinds.classes(), reports);
          case SHELL -> new ShellTask(message, output, reports, kinds.threads());
        };
  }

  public RunMessage message() {
    return message;
  }

  TaskOutput output() {
    return output;
  }

  @Override
  public void run() {
    Map<String, @Nullable Object> answer;
    begin();
    try {
      // A function that returns in spite of a cancel has a result.
      answer = message("result", work.perform());
    } catch (Throwable failure) {
      answer = error(failure);
    } finally {
      end();
    }
    try {
      output.end();
    } catch (IOException e) {
      answer = error(e);
    }
    atEnd.accept(this);
    answer(answer);
  }

  private synchronized void begin() {
    CurrentTask.set(this);
    thread = Thread.currentThread();
    if (cancelled) {
      thread.interrupt();
    }
  }

  private void end() {
    synchronized (this) {
      thread = null;
    }
    // What a cancel or the user's code left on this thread must not meet the next task.
    boolean unused = Thread.interrupted();
    Thread.currentThread().setContextClassLoader(TaskRun.class.getClassLoader());
    CurrentTask.clear();
  }

  /** Cancels the task: interrupts a method, ends a script. */
  public void cancel() {
    synchronized (this) {
      cancelled = true;
      if (thread != null) {
        thread.interrupt();
      }
    }
    reports.cancel();
    work.cancel();
  }

  @Override
  public synchronized boolean isCancelled() {
    return cancelled;
  }

  /** Gives the decision to the report that waits for it. */
  public void decide(boolean goOn) {
    reports.decide(goOn);
  }

  /** Answers for a task whose code is about to end this process. */
  void processEnds(int status, Throwable where) {
    Map<String, @Nullable Object> error =
        error(
            new ExitException("the function ended its process (exit code " + status + ")", where));
    try {
      output.end();
    } catch (IOException e) {
      // The process ends; what can be told is told below.
    }
    answer(error);
    replies.drain();
  }

  @Override
  public void send(Map<String, @Nullable Object> report) {
    replies.send(message("report", report));
  }

  private void answer(Map<String, @Nullable Object> answer) {
    synchronized (this) {
      if (answered) {
        return;
      }
      answered = true;
    }
    replies.send(answer);
  }

  private Map<String, @Nullable Object> error(Throwable failure) {
    return message("error", ErrorReport.of(failure, message.classPath(), isCancelled()));
  }

  @SuppressWarnings("unchecked")
  private Map<String, @Nullable Object> message(
      String operation, Map<String, @Nullable Object> content) {
    Map<String, @Nullable Object> whole = new LinkedHashMap<>();
    whole.put("op", operation);
    whole.put("task", message.task());
    whole.putAll(
        redactor.isEmpty()
            ? content
            : (Map<String, @Nullable Object>) Redacted.json(content, redactor));
    return whole;
  }
}
