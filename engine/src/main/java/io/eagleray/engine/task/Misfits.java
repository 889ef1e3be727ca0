package io.eagleray.engine.task;

import io.eagleray.spi.RunnerContext;
import io.eagleray.worker.redact.Redactor;
import java.util.LinkedHashMap;
import java.util.Map;

/** What is wrong with values, as it may be told. */
public final class Misfits {
  private Misfits() {}

  /** The same without the secrets of the run, one of which a value may hold. */
  public static Map<String, String> withoutSecrets(
      Map<String, String> misfits, RunnerContext context) {
    Redactor redactor = Redactor.of(context.hidden().get());
    Map<String, String> clean = new LinkedHashMap<>();
    misfits.forEach((name, why) -> clean.put(name, redactor.redact(why)));
    return clean;
  }
}
