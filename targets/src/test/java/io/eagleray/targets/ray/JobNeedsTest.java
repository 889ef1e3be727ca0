package io.eagleray.targets.ray;

import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.json.JsonObject;
import io.eagleray.model.Bytes;
import io.eagleray.model.ray.Job;
import io.eagleray.problem.Location;
import io.eagleray.targets.ray.client.JobRequest;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class JobNeedsTest {
  private static final Location AT = new Location("ray.yaml", 1, 1);
  private static final JobRequest PLAIN =
      JobRequest.of("job-1", "true", JsonObject.EMPTY, Map.of());

  private static Job job(OptionalDouble cpus, Optional<Bytes> memory, Map<String, Double> others) {
    return new Job(AT, Optional.of("true"), AT, cpus, OptionalDouble.empty(), memory, others);
  }

  @Test
  void becomeThoseOfTheSubmission() {
    Job job = job(OptionalDouble.of(0.5), Optional.of(new Bytes(1 << 30)), Map.of("tpu", 4.0));

    Map<String, Double> needs = Map.of("CPU", 0.5, "memory", (double) (1 << 30), "tpu", 4.0);
    assertThat(JobNeeds.put(PLAIN, job).needs()).isEqualTo(needs);
    assertThat(JobNeeds.need(job).resources()).isEqualTo(needs);
  }

  @Test
  void whereNoneIsWrittenTheSubmissionHasNone() {
    Job job = job(OptionalDouble.empty(), Optional.empty(), Map.of());

    assertThat(JobNeeds.put(PLAIN, job)).isEqualTo(PLAIN);
  }
}
