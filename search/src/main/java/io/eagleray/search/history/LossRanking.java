package io.eagleray.search.history;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The ended trials in order of merit; new ones are put in their place at the next question. The
 * order is cut into short blocks, so that neither a new trial nor a question costs more than a
 * glance at the blocks, however many trials there are.
 */
final class LossRanking implements Ranking {
  private static final int BLOCK = 512;

  private static final class Block {
    final int[] trials = new int[BLOCK];
    int size;
  }

  private final Observations history;
  private final List<Block> blocks = new ArrayList<>();

  /** How many trials stand before each block; right up to {@code counted}. */
  private int[] before = new int[16];

  private int counted;

  private int[] waiting = new int[16];
  private int waitingCount;

  LossRanking(Observations history) {
    this.history = history;
  }

  @Override
  public void add(int trial) {
    if (waitingCount == waiting.length) {
      waiting = Arrays.copyOf(waiting, 2 * waitingCount);
    }
    waiting[waitingCount++] = trial;
  }

  @Override
  public void remove(int trial) {
    for (int i = waitingCount - 1; i >= 0; i--) {
      if (waiting[i] == trial) {
        System.arraycopy(waiting, i + 1, waiting, i, --waitingCount - i);
        return;
      }
    }
    int index = blockFor(trial);
    Block block = blocks.get(index);
    int at = placeIn(block, trial);
    System.arraycopy(block.trials, at + 1, block.trials, at, --block.size - at);
    if (block.size == 0) {
      blocks.remove(index);
    }
    counted = Math.min(counted, index);
  }

  @Override
  public int at(int place) {
    for (int i = 0; i < waitingCount; i++) {
      insert(waiting[i]);
    }
    waitingCount = 0;
    count();
    int found = Arrays.binarySearch(before, 0, blocks.size(), place);
    int index = found >= 0 ? found : -found - 2;
    return blocks.get(index).trials[place - before[index]];
  }

  private void insert(int trial) {
    if (blocks.isEmpty()) {
      blocks.add(new Block());
    }
    int index = blockFor(trial);
    if (blocks.get(index).size == BLOCK) {
      split(index);
      index = blockFor(trial);
    }
    Block block = blocks.get(index);
    int at = placeIn(block, trial);
    System.arraycopy(block.trials, at, block.trials, at + 1, block.size - at);
    block.trials[at] = trial;
    block.size++;
    counted = Math.min(counted, index);
  }

  private void split(int index) {
    Block lower = blocks.get(index);
    Block upper = new Block();
    upper.size = BLOCK / 2;
    lower.size = BLOCK / 2;
    System.arraycopy(lower.trials, BLOCK / 2, upper.trials, 0, BLOCK / 2);
    blocks.add(index + 1, upper);
    counted = Math.min(counted, index);
  }

  private void count() {
    if (before.length < blocks.size()) {
      before = Arrays.copyOf(before, 2 * blocks.size());
    }
    for (int i = counted; i + 1 < blocks.size(); i++) {
      before[i + 1] = before[i] + blocks.get(i).size;
    }
    counted = Math.max(0, blocks.size() - 1);
  }

  /** The first block whose last trial is not better, else the last one. */
  private int blockFor(int trial) {
    int low = 0;
    int high = blocks.size() - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      Block block = blocks.get(middle);
      if (Merit.compare(history, block.trials[block.size - 1], trial) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Where a trial stands in a block, or would stand. */
  private int placeIn(Block block, int trial) {
    int low = 0;
    int high = block.size;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (Merit.compare(history, block.trials[middle], trial) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
