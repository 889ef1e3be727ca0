package io.eagleray.search.scheduler;

/** Ends no trial early (Ray Tune's {@code FIFOScheduler}). */
public record FifoScheduler() implements Scheduler {

  @Override
  public Judge start(long seed) {
    return new Judge() {
      @Override
      public Decision onReport(int trial, long step, double loss) {
        return Decision.CONTINUE;
      }

      @Override
      public void onRestart(int trial, long fromStep) {}
    };
  }
}
