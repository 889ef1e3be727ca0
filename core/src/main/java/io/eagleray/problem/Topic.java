package io.eagleray.problem;

/** What a problem is about: the part of the documents that tells how it is done right. */
public enum Topic {
  PIPELINE("docs/pipeline.md#top-level"),
  STEPS("docs/pipeline.md#steps"),
  ORDER("docs/pipeline.md#order"),
  TASKS("docs/pipeline.md#tasks"),
  PARAMETERS("docs/pipeline.md#parameters"),
  RETURNS("docs/pipeline.md#returns"),
  CATALOG("docs/pipeline.md#catalog"),
  SECRETS("docs/pipeline.md#secrets"),
  COMPOSITES("docs/composite.md#what-all-of-them-have-in-common"),
  RETRIES("docs/pipeline.md#retries-and-timeouts"),
  CACHE("docs/caching.md#the-key-cache"),
  CLASS_PATH("docs/pipeline.md#java"),
  FILES("docs/pipeline.md#relative-paths"),
  JAVA("docs/java.md#java-functions"),
  PYTHON("docs/python.md#python-functions"),
  RAY_CONFIG("docs/ray-config.md#top-level-keys"),
  SEARCH("docs/ray-config.md#ray_tune"),
  SEARCH_SPACE("docs/ray-config.md#search-space"),
  SAMPLERS("docs/ray-config.md#samplers"),
  SCHEDULERS("docs/ray-config.md#schedulers"),
  STOPPERS("docs/ray-config.md#stoppers"),
  CONFIG("docs/stores.md#the-config-file");

  private final String link;

  Topic(String link) {
    this.link = link;
  }

  /** A file of the project and a heading in it: {@code docs/pipeline.md#returns}. */
  public String link() {
    return link;
  }
}
