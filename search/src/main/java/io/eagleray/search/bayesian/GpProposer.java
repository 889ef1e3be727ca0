package io.eagleray.search.bayesian;

import io.eagleray.search.gp.GaussianProcess;
import io.eagleray.search.history.History;
import io.eagleray.search.sampler.Ask;
import io.eagleray.search.sampler.Axis;
import io.eagleray.search.sampler.Proposer;
import io.eagleray.search.sampler.SpreadStart;
import io.eagleray.search.space.Configuration;
import io.eagleray.search.space.SearchSpace;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Bayesian optimisation with a Gaussian process at work in one study. */
final class GpProposer implements Proposer {
  /** The search for a proposal looks around so many of the best trials. */
  private static final int GOOD = 10;

  /** From so many trials on a branch that is owed one has a model of its own. */
  private static final int OWN_MODEL = 3;

  private final int startup;
  private final boolean inputWarping;
  private final SearchSpace space;
  private final Axis[] axes;
  private final SpreadStart start;
  private final Encoding encoding;
  private final Surrogate surrogate;

  /** Of the losses after the first. */
  private final List<Surrogate> others = new ArrayList<>();

  private final Branches branches;
  private final BranchShares shares;

  GpProposer(GpSampler settings, SearchSpace space, long seed) {
    this.startup = settings.startup();
    this.inputWarping = settings.inputWarping();
    this.space = space;
    this.axes = Axis.of(space);
    this.start = new SpreadStart(axes, startup, seed);
    this.encoding = new Encoding(axes);
    this.surrogate = new Surrogate(encoding, 0, settings.inputWarping());
    this.branches = new Branches(axes);
    this.shares = new BranchShares(axes);
  }

  @Override
  public Optional<Configuration> propose(Ask ask) {
    History history = ask.history();
    if (history.ended() < startup || history.usable() < 2) {
      return Optional.of(space.fromUnit(start.point(ask)));
    }
    if (history.objectives() > 1) {
      return Optional.of(towardsFront(ask));
    }
    BitSet given = new BitSet();
    Optional<Branch> neglected = shares.next(history, given);
    if (neglected.isPresent()) {
      return Optional.of(within(neglected.get(), ask));
    }
    Alternation phase = Alternation.next(history, startup, given::get);
    if (phase.local()) {
      return Optional.of(around(branches.drawBest(history, ask.random()), phase.side(), ask));
    }
    GaussianProcess model = surrogate.everywhere(history);
    Region everywhere = new Region.Everywhere(axes.length);
    return Optional.of(best(model, everywhere, good(everywhere, history), model.leastMean(), ask));
  }

  private Configuration towardsFront(Ask ask) {
    History history = ask.history();
    while (others.size() + 1 < history.objectives()) {
      others.add(new Surrogate(encoding, others.size() + 1, inputWarping));
    }
    List<GaussianProcess> models =
        Stream.concat(Stream.of(surrogate), others.stream())
            .map(each -> each.everywhere(history))
            .toList();
    FrontSearch front = new FrontSearch(encoding, models, ask.random());
    Region everywhere = new Region.Everywhere(axes.length);
    AcquisitionSearch search =
        new AcquisitionSearch(axes, everywhere, front.promise(), ask.random());
    return Unseen.first(search.run(good(everywhere, history)), space, history, ask.random());
  }

  /**
   * What may improve on the best of a branch, however bad that is. From a few trials on it has a
   * model of its own: in that of all, which keeps but the order of the worse half, the losses of a
   * branch that is behind lose their distances. It is believed to be lower in its middle.
   */
  private Configuration within(Branch branch, Ask ask) {
    History history = ask.history();
    Region region = new Region.OneBranch(axes, branch);
    int[] own = ranked(history, trial -> region.contains(history.point(trial)));
    GaussianProcess model =
        own.length < OWN_MODEL ? surrogate.everywhere(history) : surrogate.within(history, own);
    List<double[]> good = good(region, history);
    double incumbent =
        good.stream()
            .mapToDouble(point -> model.mean(encoding.of(point)))
            .min()
            .orElseGet(() -> model.leastMean());
    List<double[]> near = good.isEmpty() ? List.of(region.draw(ask.random())) : good;
    return best(model, region, near, incumbent, ask);
  }

  /** The ended trials that pass, best first. */
  private static int[] ranked(History history, IntPredicate passes) {
    return IntStream.range(0, history.ended()).map(history::ranked).filter(passes).toArray();
  }

  private static List<double[]> good(Region region, History history) {
    return IntStream.range(0, history.usable())
        .mapToObj(place -> history.point(history.ranked(place)))
        .filter(region::contains)
        .limit(GOOD)
        .toList();
  }

  private Configuration around(int middle, double side, Ask ask) {
    History history = ask.history();
    double[] point = history.point(middle);
    boolean isBest = middle == history.ranked(0);
    Region box = Box.cube(axes, point, isBest ? side : Alternation.FIRST_SIDE);
    int[] trials = ranked(history, trial -> branches.areOne(history, trial, middle));
    GaussianProcess model = surrogate.around(history, middle, trials, box.side());
    return best(model, box, List.of(point), model.leastMean(), ask);
  }

  private Configuration best(
      GaussianProcess model, Region region, List<double[]> good, double incumbent, Ask ask) {
    AcquisitionSearch search =
        AcquisitionSearch.improving(axes, region, encoding, model, incumbent, ask.random());
    return Unseen.first(search.run(good), space, ask.history(), ask.random());
  }
}
