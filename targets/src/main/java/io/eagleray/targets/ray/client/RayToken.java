package io.eagleray.targets.ray.client;

/**
 * A bearer token.
 *
 * @param secret the token
 * @param from where it is from, in words
 * @param isGiven whether the user gave it for this cluster: then it is always sent; one that was
 *     only found is sent where the cluster asks for a token
 */
public record RayToken(String secret, String from, boolean isGiven) {
  public RayToken {
    if (secret.isBlank()) {
      throw new IllegalArgumentException("a token must not be blank; the one from " + from + " is");
    }
    if (!secret.chars().allMatch(letter -> letter > ' ' && letter < 127)) {
      throw new IllegalArgumentException(
          "a token must be printable ASCII without spaces; the one from " + from + " is not");
    }
  }

  @Override
  public String toString() {
    return "token from " + from;
  }
}
