package io.eagleray.search.scheduler;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A sorted multiset of numbers, cut into short blocks so that a million of them stay cheap. */
final class SortedLosses {
  private static final int BLOCK = 512;

  private static final class Block {
    final double[] values = new double[BLOCK];
    int size;
  }

  private final List<Block> blocks = new ArrayList<>();
  private int size;

  int size() {
    return size;
  }

  void add(double value) {
    if (blocks.isEmpty()) {
      blocks.add(new Block());
    }
    int index = blockFor(value);
    Block block = blocks.get(index);
    if (block.size == BLOCK) {
      Block upper = new Block();
      upper.size = BLOCK / 2;
      block.size = BLOCK / 2;
      System.arraycopy(block.values, BLOCK / 2, upper.values, 0, BLOCK / 2);
      blocks.add(index + 1, upper);
      block = value > block.values[BLOCK / 2 - 1] ? upper : block;
    }
    int at = Arrays.binarySearch(block.values, 0, block.size, value);
    at = at < 0 ? -at - 1 : at;
    System.arraycopy(block.values, at, block.values, at + 1, block.size - at);
    block.values[at] = value;
    block.size++;
    size++;
  }

  /** Removes one number that is there. */
  void remove(double value) {
    int index = blockFor(value);
    Block block = blocks.get(index);
    int at = Arrays.binarySearch(block.values, 0, block.size, value);
    System.arraycopy(block.values, at + 1, block.values, at, block.size - at - 1);
    block.size--;
    size--;
    if (block.size == 0) {
      blocks.remove(index);
    }
  }

  /** The number at a place, from 0 for the smallest. */
  double at(int place) {
    int rest = place;
    for (Block block : blocks) {
      if (rest < block.size) {
        return block.values[rest];
      }
      rest -= block.size;
    }
    throw new IndexOutOfBoundsException(place);
  }

  /** How many numbers are not above this one. */
  int countUpTo(double value) {
    int count = 0;
    for (Block block : blocks) {
      if (block.values[block.size - 1] > value) {
        for (int i = 0; i < block.size && block.values[i] <= value; i++) {
          count++;
        }
        return count;
      }
      count += block.size;
    }
    return count;
  }

  /** The first block whose largest number is not below {@code value}, else the last one. */
  private int blockFor(double value) {
    int low = 0;
    int high = blocks.size() - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      Block block = blocks.get(middle);
      if (block.values[block.size - 1] < value) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
