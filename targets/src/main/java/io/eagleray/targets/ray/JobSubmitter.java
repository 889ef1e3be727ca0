package io.eagleray.targets.ray;

import io.eagleray.json.JsonObject;
import io.eagleray.model.ray.RayNode;
import io.eagleray.model.ray.Tune;
import io.eagleray.spi.NodeWalking;
import io.eagleray.spi.ProgramFiles;
import io.eagleray.spi.Shipment;
import io.eagleray.targets.ray.client.JobRequest;
import io.eagleray.targets.ray.client.RayClient;
import io.eagleray.targets.ray.client.RayVersion;
import io.eagleray.targets.ray.client.Submission;
import io.eagleray.targets.ray.client.pack.RayPackage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Submits a step's job: once, however often it is asked to. */
final class JobSubmitter {
  private final RayNode node;
  private final NodeWalking walking;
  private final RayClient client;
  private final Shipment shipment;

  JobSubmitter(RayNode node, NodeWalking walking, RayClient client) {
    this.node = node;
    this.walking = walking;
    this.client = client;
    this.shipment =
        walking
            .runner(node.task())
            .shipment(node.task())
            .orElseThrow(() -> new IllegalStateException("the check lets no such task through"));
  }

  /**
   * Submits it, or finds that it is there.
   *
   * @param number of the submission within the attempt, from 1
   * @param version what the cluster says it is
   * @throws ForeignJobException if another job has its name
   */
  StepSubmission submit(int number, RayVersion version) {
    JobSpec spec = JobSpec.of(node, shipment, walking);
    StepSubmission submission = submission(number, spec, version.session());
    Probe.of(walking, submission).lay();
    Submission made = client.submit(request(spec, submission));
    return switch (made) {
      case Submission.Accepted accepted -> submission;
      case Submission.AlreadyThere there -> adopted(submission, there.job().metadata());
    };
  }

  private StepSubmission submission(int number, JobSpec spec, String session) {
    String uuid = walking.uuid();
    String step = walking.path().text();
    int attempt = walking.attempt();
    return new StepSubmission(
        client.connection().base().toString(),
        StepSubmission.id(walking.runId(), uuid, step, attempt, number),
        number,
        PastSubmissions.of(walking).count() + 1,
        StepSubmission.nonce(uuid, step, attempt, number),
        spec.hash(),
        session);
  }

  private StepSubmission adopted(StepSubmission submission, Map<String, String> metadata) {
    submission
        .mismatch(metadata, walking.uuid())
        .ifPresent(why -> {
          throw new ForeignJobException(
              "the cluster has a job " + submission.id() + " that is not this step's: " + why);
        });
    return submission;
  }

  private JobRequest request(JobSpec spec, StepSubmission submission) {
    RuntimeEnvironment environment = provide(spec, submission);
    JobRequest request =
        JobRequest.of(
            submission.id(),
            EntryPoint.command(node, walking),
            environment.json(),
            submission.metadata(
                walking.uuid(),
                walking.path().text(),
                walking.attempt(),
                walking.catalog().objects().toString()));
    return node.config().job().map(job -> JobNeeds.put(request, job)).orElse(request);
  }

  /** Brings the packages to the cluster, right before the job that needs them. */
  private RuntimeEnvironment provide(JobSpec spec, StepSubmission submission) {
    ProgramFiles program = walking.surroundings().program();
    JsonObject user = node.config().cluster().runtimeEnv();
    Path folder = temporaryFolder();
    try {
      JobPackages packages = new JobPackages(folder);
      List<String> modules = new ArrayList<>();
      modules.add(client.provide(packages.program(program, usesWorker()), folder));
      if (usesNative()) {
        modules.add(client.provide(packages.study(program), folder));
      }
      modules.addAll(RuntimeEnvironment.remoteModules(user));
      for (String local : RuntimeEnvironment.localModules(user)) {
        modules.add(client.provide(packages.module(local, node, walking), folder));
      }
      String workingDir =
          user.text("working_dir")
              .filter(RuntimeEnvironment::isUri)
              .orElseGet(() -> client.provide(packages.userFiles(node, shipment, walking), folder));
      RuntimeEnvironment environment =
          RuntimeEnvironment.of(user, workingDir, modules, shipment.requirements());
      JsonObject whole = spec.with(submission, walking);
      RayPackage job = packages.job(node, whole, shipment, walking).build(folder); // never there
      client.provide(job);
      return environment.withModule(job.uri());
    } finally {
      remove(folder);
    }
  }

  /** The command of a job is the driver's own child, and Python functions have a worker there. */
  private boolean usesWorker() {
    return !shipment.kind().equals("python") && node.config().job().isEmpty();
  }

  private boolean usesNative() {
    return node.config().tune().filter(tune -> tune.engine() == Tune.Engine.NATIVE).isPresent();
  }

  private static Path temporaryFolder() {
    try {
      return Files.createTempDirectory("eagleray-packages-");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make a temporary folder", e);
    }
  }

  private static void remove(Path folder) {
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
      Files.delete(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove " + folder, e);
    }
  }
}
