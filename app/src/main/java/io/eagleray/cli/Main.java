package io.eagleray.cli;

/** The entry point of the command line. */
public final class Main {
  private Main() {}

  /** Prints the version. */
  public static void main(String[] args) {
    System.out.println("eagleray 0.1.0");
  }
}
