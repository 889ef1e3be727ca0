package io.eagleray.targets.ray.client;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Amounts of resources as a user reads them. */
public final class Amounts {
  private static final double GIB = 1L << 30;
  private static final double MIB = 1L << 20;

  private Amounts() {}

  /** {@code 64 CPU}, {@code 16 GiB memory}. */
  public static String of(String resource, double amount) {
    return count(resource, amount) + " " + resource;
  }

  /** {@code 64}, {@code 1.5}; memory in GiB or MiB. */
  public static String count(String resource, double amount) {
    if (!isBytes(resource)) {
      return number(amount);
    }
    return amount >= GIB ? number(amount / GIB) + " GiB" : number(amount / MIB) + " MiB";
  }

  /** Whether amounts of a resource are bytes. */
  public static boolean isBytes(String resource) {
    return resource.equals("memory") || resource.equals("object_store_memory");
  }

  /** All of them: {@code 4 CPU and 1 GPU}. */
  public static String of(Map<String, Double> resources) {
    return resources.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(each -> of(each.getKey(), each.getValue()))
        .collect(Collectors.joining(" and "));
  }

  static String number(double value) {
    String text = String.format(Locale.ROOT, value < 10 ? "%.2f" : "%.1f", value);
    return text.replaceFirst("\\.?0+$", "");
  }
}
