package io.eagleray.search.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class CurveTest {
  private final Curve curve = new Curve();

  @Test
  void everyStepFromTheFirstOnIsKept() {
    for (int step = 1; step <= 40; step++) {
      curve.add(step, 1.0 / step);
    }
    assertThat(curve.size()).isEqualTo(40);
    assertThat(curve.step(39)).isEqualTo(40);
    assertThat(curve.lossAt(4)).isEqualTo(0.25);
    assertThat(curve.lossAt(99)).isEqualTo(1.0 / 40);
    assertThat(curve.lossAt(0)).isNaN();
  }

  @Test
  void stepsMayBeLeftOut() {
    curve.add(1, 9);
    curve.add(2, 8);
    curve.add(7, 3);
    curve.add(20, 2);
    assertThat(curve.lossAt(6)).isEqualTo(8);
    assertThat(curve.lossAt(7)).isEqualTo(3);
    assertThat(curve.countUpTo(19)).isEqualTo(3);
    assertThat(curve.lastStep()).isEqualTo(20);
  }

  @Test
  void theSameStepAgainReplacesItsLoss() {
    curve.add(1, 9);
    curve.add(1, 8);
    assertThat(curve.size()).isEqualTo(1);
    assertThat(curve.loss(0)).isEqualTo(8);
  }

  @Test
  void whatIsCutOffIsGone() {
    curve.add(2, 9);
    curve.add(4, 8);
    curve.add(6, 7);
    curve.cut(5);
    assertThat(curve.lastStep()).isEqualTo(4);
    assertThatThrownBy(() -> curve.loss(2)).isInstanceOf(IndexOutOfBoundsException.class);
    curve.add(5, 1);
    assertThat(curve.lossAt(9)).isEqualTo(1);
  }
}
