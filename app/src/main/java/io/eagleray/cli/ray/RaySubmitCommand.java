package io.eagleray.cli.ray;

import io.eagleray.cli.console.Console;
import io.eagleray.cli.console.ExitCode;
import io.eagleray.cli.console.Root;
import io.eagleray.engine.process.ShellWord;
import io.eagleray.json.JsonObject;
import io.eagleray.model.Bytes;
import io.eagleray.problem.InvalidInputException;
import io.eagleray.problem.Location;
import io.eagleray.targets.ray.client.JobRequest;
import io.eagleray.targets.ray.client.Need;
import io.eagleray.targets.ray.client.RayClient;
import io.eagleray.targets.ray.client.Requirements;
import io.eagleray.targets.ray.client.Submission;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ray submit}: runs a command on a cluster. */
@Command(
    name = "submit",
    description = "Runs a command on a cluster, and shows what it prints.",
    footer = {"", "eagleray ray submit --working-dir . -- python train.py --rate 0.1"})
final class RaySubmitCommand implements Callable<Integer> {
  private final Root root;
  @Mixin private RayOptions options = new RayOptions();

  @Parameters(arity = "1..*", paramLabel = "COMMAND", description = "behind --: what to run")
  private List<String> command = List.of();

  @Option(
      names = "--working-dir",
      paramLabel = "DIR",
      description = "a folder that is sent along; the command runs in it")
  private Optional<Path> workingDir = Optional.empty();

  @Option(
      names = "--runtime-env",
      paramLabel = "FILE",
      description = "a YAML or JSON file, or the JSON itself: pip, env_vars, …")
  private String runtimeEnv = "";

  @Option(
      names = "--id",
      paramLabel = "ID",
      description = "the job's name; submitting it again finds the same job")
  private Optional<String> id = Optional.empty();

  @Option(names = "--num-cpus", paramLabel = "N", description = "CPUs of the command itself")
  private Optional<Double> cpus = Optional.empty();

  @Option(names = "--num-gpus", paramLabel = "N", description = "GPUs of the command itself")
  private Optional<Double> gpus = Optional.empty();

  @Option(names = "--memory", paramLabel = "SIZE", description = "memory of it: 4000000000, 16GiB")
  private Optional<String> memory = Optional.empty();

  @Option(
      names = "--metadata",
      paramLabel = "NAME=VALUE",
      description = "noted with the job; may be given again")
  private Map<String, String> metadata = new LinkedHashMap<>();

  @Option(names = "--no-wait", description = "prints the job's id and leaves it")
  private boolean noWait;

  RaySubmitCommand(Root root) {
    this.root = root;
  }

  @Override
  public Integer call() {
    String name =
        RayJobIds.require(id.orElseGet(() -> RayJobIds.next(root.console().clock().instant())));
    RayRuntimeEnv env = RayRuntimeEnv.read(root, runtimeEnv, workingDir);
    Map<String, Double> needs = needs();
    try (RayOptions.Reached reached = options.open(root, Optional.empty())) {
      RayClient client = reached.client();
      client.awaitHealthy();
      requireFitting(client, needs);
      JobRequest request = request(name, env.upload(client));
      Submission submission = client.submit(request);
      if (submission instanceof Submission.AlreadyThere there) {
        adopt(there, request);
      }
      if (noWait) {
        Console console = root.console();
        console
            .out()
            .println(root.isJson() ? JsonObject.builder().put("job", name).build().text() : name);
        return ExitCode.DONE;
      }
      if (!root.isQuiet()) {
        root.console().err().println("job " + name + " on " + client.connection().base());
      }
      return new RayFollowing(root, client, options.shown(reached))
          .follow(name, reached.found().version().session(), needs);
    }
  }

  private Map<String, Double> needs() {
    Map<String, Double> needs = new LinkedHashMap<>();
    cpus.ifPresent(count -> needs.put("CPU", positive("--num-cpus", count)));
    gpus.ifPresent(count -> needs.put("GPU", positive("--num-gpus", count)));
    memory.ifPresent(text -> needs.put("memory", (double) bytes(text)));
    return needs;
  }

  private static double positive(String option, double count) {
    if (!(count >= 0) || Double.isInfinite(count)) {
      throw wrong(option + " must be 0 or more, not " + count);
    }
    return count;
  }

  private static long bytes(String text) {
    return Bytes.parse(text)
        .orElseThrow(() ->
            wrong("--memory must be a size such as 4000000000 or 16GiB, not \"" + text + "\""))
        .count();
  }

  private static InvalidInputException wrong(String message) {
    return new InvalidInputException(Location.of("command line"), message);
  }

  private void requireFitting(RayClient client, Map<String, Double> needs) {
    for (Requirements.Shortage shortage :
        Requirements.check(client, List.of(new Need("the job's command", needs)))) {
      if (shortage.isCertain()) {
        throw wrong(shortage.message());
      }
      root.console().err().println("note: " + shortage.message());
    }
  }

  private JobRequest request(String name, JsonObject env) {
    return new JobRequest(
        name,
        line(),
        env,
        metadata,
        cpus.isPresent() ? OptionalDouble.of(cpus.get()) : OptionalDouble.empty(),
        gpus.isPresent() ? OptionalDouble.of(gpus.get()) : OptionalDouble.empty(),
        memory.isPresent() ? OptionalLong.of(bytes(memory.get())) : OptionalLong.empty(),
        Map.of(),
        Map.of());
  }

  // One word alone is a line for the shell, as in: -- 'python a.py && python b.py'.
  private String line() {
    return command.size() == 1
        ? command.getFirst()
        : command.stream().map(ShellWord::of).collect(Collectors.joining(" "));
  }

  private void adopt(Submission.AlreadyThere there, JobRequest request) {
    if (!there.job().entrypoint().equals(request.entrypoint())
        || !there.job().metadata().entrySet().containsAll(request.metadata().entrySet())) {
      throw wrong(
          "the job "
              + there.id()
              + " is there already and runs something else: "
              + there.job().entrypoint());
    }
    if (!root.isQuiet()) {
      root.console().err().println("note: the job " + there.id() + " was submitted before");
    }
  }
}
