package io.eagleray.cli.run;

import io.eagleray.cli.console.Console;
import io.eagleray.cli.console.ExitCode;
import io.eagleray.cli.console.Root;
import io.eagleray.json.Json;
import io.eagleray.json.JsonArray;
import io.eagleray.json.JsonObject;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code doctor}: what Eagleray finds on this machine. */
@Command(name = "doctor", description = "Shows what is there on this machine, and what is missing.")
public final class DoctorCommand implements Callable<Integer> {
  private final Root root;
  @Mixin private EngineOptions options = new EngineOptions();

  public DoctorCommand(Root root) {
    this.root = root;
  }

  @Override
  public Integer call() {
    List<Examination.Finding> findings = new Examination(root, options).findings();
    Console console = root.console();
    if (root.isJson()) {
      JsonArray list =
          findings.stream().map(finding -> (Json) document(finding)).collect(JsonArray.collect());
      console.out().println(JsonObject.builder().put("findings", list).build().text());
    } else {
      findings.forEach(finding -> console.out().println(line(finding)));
    }
    boolean broken = findings.stream().anyMatch(any -> any.health() == Examination.Health.BAD);
    return broken ? ExitCode.ENVIRONMENT : ExitCode.DONE;
  }

  private static JsonObject document(Examination.Finding finding) {
    return JsonObject.builder()
        .put("what", finding.what())
        .put("health", finding.health().name())
        .put("found", finding.found())
        .build();
  }

  private String line(Examination.Finding finding) {
    String sign =
        switch (finding.health()) {
          case GOOD -> root.console().symbols().good();
          case MISSING -> root.console().symbols().skipped();
          case BAD -> root.console().symbols().bad();
        };
    return sign
        + " "
        + finding.what()
        + " ".repeat(Math.max(1, 14 - finding.what().length()))
        + finding.found();
  }
}
