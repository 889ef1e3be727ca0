package io.eagleray.search.gp;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** What scikit-learn made of a few points; the script beside a file says how. */
record Reference(List<double[]> data, List<double[]> queries, double[] evidence) {
  static final double[] RELEVANCES = {0.5, 4, 20};
  static final double SCALE = 1.5;
  static final double NOISE = 0.01;
  static final Coordinates NUMBERS = new Coordinates(new double[3]);

  static Reference read() {
    return read("gaussian_process.csv");
  }

  static Reference read(String file) {
    try (InputStream in = Reference.class.getResourceAsStream(file)) {
      String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      return new Reference(
          lines(text, "data"), lines(text, "query"), lines(text, "evidence").getFirst());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<double[]> lines(String text, String kind) {
    return text.lines()
        .map(line -> line.split(",", -1))
        .filter(cells -> cells[0].equals(kind))
        .map(cells -> Arrays.stream(cells).skip(1).mapToDouble(Double::parseDouble).toArray())
        .toList();
  }

  double[][] points() {
    return data.stream().map(line -> Arrays.copyOf(line, 3)).toArray(double[][]::new);
  }

  double[] values() {
    return data.stream().mapToDouble(line -> line[3]).toArray();
  }

  /** The logarithms that the evidence is a function of. */
  static double[] logs() {
    double[] logs = new double[5];
    for (int d = 0; d < 3; d++) {
      logs[d] = Math.log(RELEVANCES[d]);
    }
    logs[3] = Math.log(SCALE);
    logs[4] = Math.log(NOISE);
    return logs;
  }
}
