import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.tribuo.Example;
import org.tribuo.impl.ArrayExample;
import org.tribuo.regression.Regressor;

/**
 * A scanned handwritten digit.
 *
 * @param pixels 64 shades from 0 (white) to 16 (black), row by row
 * @param label what was written: 0 to 9
 */
record Digit(double[] pixels, int label) implements Serializable {
  static final int LABELS = 10;

  private static final String[] PIXELS = names("pixel", 64);
  private static final String[] SCORES = names("digit", LABELS);

  /** Reads a table with a heading: 64 pixels and the label in each row. */
  static List<Digit> readAll(InputStream csv) throws IOException {
    try (var reader = new BufferedReader(new InputStreamReader(csv, StandardCharsets.UTF_8))) {
      return reader.lines().skip(1).map(Digit::parse).toList();
    }
  }

  private static Digit parse(String row) {
    double[] values = Arrays.stream(row.split(",")).mapToDouble(Double::parseDouble).toArray();
    int last = values.length - 1;
    return new Digit(Arrays.copyOf(values, last), (int) values[last]);
  }

  /** The image in Tribuo's form. */
  Example<Regressor> image() {
    return image(new double[LABELS]);
  }

  /** The image in Tribuo's form, with what a tree is to answer for it. */
  Example<Regressor> image(double[] answer) {
    return new ArrayExample<>(new Regressor(SCORES, answer), PIXELS, pixels);
  }

  private static String[] names(String word, int count) {
    return IntStream.range(0, count).mapToObj(i -> word + i).toArray(String[]::new);
  }
}
