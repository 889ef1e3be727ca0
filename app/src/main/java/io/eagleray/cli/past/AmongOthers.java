package io.eagleray.cli.past;

import io.eagleray.cli.console.Root;
import io.eagleray.spi.RunStoreException;
import io.eagleray.spi.StoreAwayException;
import io.eagleray.spi.UnknownRunException;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Reads runs among many, of which one that cannot be read must not keep the others away. Not
 * thread-safe.
 */
final class AmongOthers {
  private final Root root;
  private boolean hasLeftOut;

  AmongOthers(Root root) {
    this.root = root;
  }

  /**
   * What is read of a run; empty where another forgets the run meanwhile, and where it cannot be
   * read, which is told.
   *
   * @throws StoreAwayException where no run can be read
   */
  <T> Optional<T> read(String id, Supplier<T> reading) {
    try {
      return Optional.of(reading.get());
    } catch (UnknownRunException forgotten) {
      return Optional.empty();
    } catch (StoreAwayException away) {
      throw away;
    } catch (RunStoreException unreadable) {
      hasLeftOut = true;
      root.console()
          .err()
          .println("warning: run " + id + " is left out: " + unreadable.getMessage());
      return Optional.empty();
    }
  }

  /** Whether a run could not be read. */
  boolean hasLeftOut() {
    return hasLeftOut;
  }
}
