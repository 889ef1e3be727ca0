package io.eagleray.worker.redact;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Blots secret values out of texts and streams: every run of characters that belongs to a secret
 * becomes {@value #BLOT}.
 *
 * <p>A value is found as it is and as it stands inside JSON (with and without non-ASCII characters
 * escaped). Values shorter than {@value #SHORTEST} characters are left alone: they would blot out
 * ordinary text. Immutable, and safe to share between threads.
 */
public final class Redactor {
  /** What stands in the place of a secret. */
  public static final String BLOT = "***";

  /** The length in characters of the shortest value that is blotted out. */
  public static final int SHORTEST = 6;

  /** Stands in messages for the rest of a text. */
  static final String CUT = "…";

  private static final Redactor NONE = new Redactor(new Patterns(Set.of()), true);

  private final Patterns patterns;
  private final boolean empty;

  private Redactor(Patterns patterns, boolean empty) {
    this.patterns = patterns;
    this.empty = empty;
  }

  /** A redactor for these values; those that are too short are ignored. */
  public static Redactor of(Collection<String> secrets) {
    Set<String> forms = new LinkedHashSet<>();
    for (String secret : secrets) {
      if (secret.length() >= SHORTEST) {
        forms.add(secret);
        forms.add(JsonForm.of(secret, false));
        forms.add(JsonForm.of(secret, true));
      }
    }
    return forms.isEmpty() ? NONE : new Redactor(new Patterns(forms), false);
  }

  /** Whether there is nothing to blot out. */
  public boolean isEmpty() {
    return empty;
  }

  /**
   * The text without secrets, nor the beginning of one that was cut off and ends with {@value
   * #CUT}: messages show of a long value only so much.
   */
  public String redact(String text) {
    if (empty) {
      return text;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(text.length() + 16);
    try (RedactingStream stream = new RedactingStream(patterns, out)) {
      int from = 0;
      for (int cut = text.indexOf(CUT); cut >= 0; cut = text.indexOf(CUT, from)) {
        stream.write(text.substring(from, cut).getBytes(StandardCharsets.UTF_8));
        stream.cut(SHORTEST);
        stream.write(CUT.getBytes(StandardCharsets.UTF_8));
        from = cut + CUT.length();
      }
      stream.write(text.substring(from).getBytes(StandardCharsets.UTF_8));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  /**
   * A stream that writes to {@code target} what is written to it, without secrets, also where one
   * is spread over several writes. Not safe for use by several threads.
   *
   * <p>It holds back only bytes that may be the beginning of a secret, at most as many as the
   * longest secret has: {@code flush} leaves those where they are, {@code close} writes them and
   * closes the target.
   */
  public OutputStream over(OutputStream target) {
    return new RedactingStream(patterns, target);
  }
}
