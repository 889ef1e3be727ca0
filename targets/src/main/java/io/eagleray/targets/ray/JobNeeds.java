package io.eagleray.targets.ray;

import io.eagleray.model.ray.Job;
import io.eagleray.targets.ray.client.JobRequest;
import io.eagleray.targets.ray.client.Need;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/** What the command of {@code ray_job} needs of the node that it runs on. */
final class JobNeeds {
  private JobNeeds() {}

  /** For the check, by Ray's names. */
  static Need need(Job job) {
    Map<String, Double> needs = new LinkedHashMap<>();
    job.cpus().ifPresent(count -> needs.put("CPU", count));
    job.gpus().ifPresent(count -> needs.put("GPU", count));
    job.memory().ifPresent(bytes -> needs.put("memory", (double) bytes.count()));
    needs.putAll(job.resources());
    return new Need("the command of ray_job", needs);
  }

  /** The job with these needs. */
  static JobRequest put(JobRequest request, Job job) {
    OptionalLong memory =
        job.memory().map(bytes -> OptionalLong.of(bytes.count())).orElse(OptionalLong.empty());
    return request.needing(job.cpus(), job.gpus(), memory, job.resources());
  }
}
