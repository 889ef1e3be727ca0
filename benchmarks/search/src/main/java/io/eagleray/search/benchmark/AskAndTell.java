package io.eagleray.search.benchmark;

import io.eagleray.search.registry.Lookup;
import io.eagleray.search.sampler.RandomSampler;
import io.eagleray.search.sampler.Sampler;
import io.eagleray.search.sampler.Samplers;
import io.eagleray.search.space.Configuration;
import io.eagleray.search.space.SearchSpace;
import io.eagleray.search.study.Objective;
import io.eagleray.search.study.Outcome;
import io.eagleray.search.study.Study;
import io.eagleray.search.study.Trial;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One ask and tell after {@link #trials} others, in the space of the peers' measurement. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class AskAndTell {
  static final SearchSpace SPACE = space();

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  /** CPU time of the calls alone, since the machine may be busy and studies are filled between. */
  @AuxCounters(AuxCounters.Type.EVENTS)
  @State(Scope.Thread)
  public static class Cost {
    public long cpuNanos;
    public long calls;
  }

  /** Trials before the measured one. */
  @Param({"100", "1000", "10000"})
  public int trials = 100;

  @Param("tpe")
  public String sampler = "tpe";

  /** How many losses each trial has, one or two. */
  @Param("1")
  public int objectives = 1;

  private Study study = Study.minimize("loss").space(SPACE).build();
  private int beyond;

  /** A study of the trials, drawn at random. */
  @Setup(Level.Iteration)
  public void fill() {
    List<Objective> losses = List.of(Objective.minimize("loss"), Objective.minimize("other"));
    study =
        Study.of(losses.subList(0, objectives))
            .space(SPACE)
            .sampler(named(sampler))
            .seed(1)
            .build();
    SplittableRandom random = new SplittableRandom(trials);
    for (int i = 0; i < trials; i++) {
      Configuration drawn = SPACE.sample(random);
      study.tell(study.asked(i, drawn).number(), outcome(drawn));
    }
    // What a sampler learns from a history that it did not see grow is not the cost of a proposal.
    Trial first = study.ask();
    study.tell(first.number(), outcome(first.config()));
    beyond = 0;
  }

  /** One proposal, and its end. */
  @Benchmark
  public Trial askAndTell(Cost cost) {
    // The number of trials stays near what the name says.
    if (beyond++ > trials / 10) {
      fill();
    }
    long before = THREADS.getCurrentThreadCpuTime();
    Trial trial = study.ask();
    study.tell(trial.number(), outcome(trial.config()));
    cost.cpuNanos += THREADS.getCurrentThreadCpuTime() - before;
    cost.calls++;
    return trial;
  }

  private static Sampler named(String name) {
    if (Samplers.registry().find(name) instanceof Lookup.Found<Sampler> found) {
      return found.create(Map.of());
    }
    return new RandomSampler();
  }

  private Outcome outcome(Configuration config) {
    List<Double> losses = List.of(loss(config), otherLoss(config));
    return Outcome.completed(losses.subList(0, objectives));
  }

  static double loss(Configuration config) {
    return config.getDouble("i") / 64 + distance(config, 0.3);
  }

  /** It is least where the other one is not. */
  private static double otherLoss(Configuration config) {
    return 1 - config.getDouble("i") / 64 + distance(config, 0.7);
  }

  private static double distance(Configuration config, double best) {
    double sum = 0;
    for (String name : new String[] {"u0", "u1", "u2", "l0", "l1"}) {
      double x = config.getDouble(name) - best;
      sum += x * x;
    }
    return sum;
  }

  private static SearchSpace space() {
    return SearchSpace.builder()
        .uniform("u0", 0, 1)
        .uniform("u1", 0, 1)
        .uniform("u2", 0, 1)
        .logUniform("l0", 1e-5, 1)
        .logUniform("l1", 1e-5, 1)
        .randInt("i", 1, 65)
        .choice("c0", "a", "b", "c", "d")
        .choice("c1", "a", "b", "c", "d")
        .build();
  }
}
