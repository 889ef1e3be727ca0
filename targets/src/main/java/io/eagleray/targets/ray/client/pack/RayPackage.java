package io.eagleray.targets.ray.client.pack;

import java.nio.file.Path;

/**
 * A package that is ready to go: a zip on this machine's disk, named by what is in it.
 *
 * @param name {@code _ray_pkg_<32 hex digits>.zip}: the same content has the same name
 * @param zip the file
 * @param size of the zip, in bytes
 */
public record RayPackage(String name, Path zip, long size) {
  public RayPackage {
    if (!name.matches("_ray_pkg_[0-9a-f]{32}\\.zip")) {
      throw new IllegalArgumentException(
          "a package must be called _ray_pkg_<32 hex digits>.zip, not " + name);
    }
  }

  /** What a runtime environment calls it. */
  public String uri() {
    return uri(name);
  }

  /** What a runtime environment calls a package of this name. */
  public static String uri(String name) {
    return "gcs://" + name;
  }
}
