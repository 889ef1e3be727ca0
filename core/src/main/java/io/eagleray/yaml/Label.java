package io.eagleray.yaml;

/**
 * What a mapping and its keys are called in messages.
 *
 * @param path the keys that lead to it, joined by dots; empty for the outermost
 * @param owner what it is part of: {@code step "train"}; may be empty
 */
record Label(String path, String owner) {
  /** Of a file's outermost mapping. */
  static final Label NONE = new Label("", "");

  static Label of(String owner) {
    return new Label("", owner);
  }

  /** Of what stands under a key. */
  Label child(String key) {
    return new Label(path.isEmpty() ? key : path + "." + key, owner);
  }

  Label item(int index) {
    return new Label(path + "[" + index + "]", owner);
  }

  /** {@code in retry of step "train"}; the empty text where there is nothing to name. */
  String inside() {
    String text = text();
    return text.isEmpty() ? "" : " in " + text;
  }

  String text() {
    if (path.isEmpty() || owner.isEmpty()) {
      return path + owner;
    }
    return path + " of " + owner;
  }
}
