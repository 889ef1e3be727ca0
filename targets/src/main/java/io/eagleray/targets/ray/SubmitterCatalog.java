package io.eagleray.targets.ray;

import io.eagleray.json.Json;
import io.eagleray.spi.Catalog;
import io.eagleray.spi.ObjectReferences;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The catalog of the process that submitted a job. A cluster that sees its folder puts objects
 * there; whoever follows the job with another catalog takes them over from there.
 *
 * @param objects the folder of its objects
 * @param own the catalog of this process
 */
record SubmitterCatalog(Path objects, Catalog own) {
  private boolean isOwn() {
    return objects.equals(own.objects());
  }

  /** What the user should know where objects go to a folder that is not to be seen from here. */
  Optional<String> outOfSight() {
    return isOwn() || Files.isDirectory(objects)
        ? Optional.empty()
        : Optional.of(
            "the job's objects go to "
                + objects
                + ", where it was submitted from; this machine does not see that folder, so steps"
                + " here will not find them");
  }

  /** Takes over what a value refers to, as far as it is there. */
  void bring(Json value) {
    if (isOwn() && !own.isRemote()) {
      return;
    }
    for (String sha256 : ObjectReferences.in(value)) {
      Path there = objects.resolve(sha256.substring(0, 2)).resolve(sha256.substring(2));
      if (!own.has(sha256) && Files.isRegularFile(there)) {
        own.store(there);
      }
    }
  }
}
