package io.eagleray.engine.store;

import io.eagleray.spi.RunBusyException;
import io.eagleray.spi.RunStore.RunLock;
import io.eagleray.spi.RunStoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The right to drive a run: the operating system's lock on a file, {@code runs/<run>/driver.lock}
 * for most, which ends with its process however that ends. The file's text is the holder's process
 * id.
 *
 * <p>Such a lock belongs to the process, and closing <em>any</em> descriptor of the file gives it
 * up. So this process keeps a list of what it holds, and never opens those files again.
 */
public final class DriverLocks {
  private static final String NAME = "driver.lock";

  private static final Map<Path, FileChannel> HELD = new HashMap<>();

  /** Away from the text, which others must be able to read where locks keep readers out. */
  private static final long LOCKED_BYTE = 1L << 30;

  /** Asking whether a lock is held takes it for a moment; a driver tries again for that long. */
  private static final long PATIENCE = TimeUnit.MILLISECONDS.toNanos(300);

  private static final int MOST_TRIES = 100;

  private final Path folder;
  private final String name;

  /**
   * @param folder {@code <state>/runs}
   */
  public DriverLocks(Path folder) {
    this(folder, NAME);
  }

  /**
   * Another right, beside that of driving.
   *
   * @param folder {@code <state>/runs}
   * @param name the name of the file
   */
  public DriverLocks(Path folder, String name) {
    this.folder = folder;
    this.name = name;
  }

  /**
   * Takes it.
   *
   * @throws RunBusyException if another holds it
   */
  public RunLock lock(String runId) {
    Path run = run(runId);
    Path file = run.resolve(name);
    synchronized (HELD) {
      try {
        for (int tries = 1; tries <= MOST_TRIES; tries++) {
          Optional<RunLock> lock = tryLock(runId, run, tries == MOST_TRIES);
          if (lock.isPresent()) {
            return lock.get();
          }
        }
        throw busy(runId, "");
      } catch (IOException e) {
        throw new RunStoreException(
            "cannot lock run "
                + runId
                + " with "
                + file
                + " ("
                + reason(e)
                + "); mend that, or use --state DIR",
            e);
      }
    }
  }

  /** Java tells of some errors nothing but the file. */
  private static String reason(IOException error) {
    return switch (error) {
      case AccessDeniedException denied -> "no permission: " + denied.getFile();
      case FileAlreadyExistsException file -> file.getFile() + " is no folder";
      default -> String.valueOf(error.getMessage());
    };
  }

  /**
   * Empty where whoever held it has deleted the file or its folder: a lock on what is not there
   * keeps nobody out.
   */
  private Optional<RunLock> tryLock(String runId, Path run, boolean isLast) throws IOException {
    try {
      Files.createDirectories(run);
      Path key = key(run);
      if (HELD.containsKey(key)) {
        throw busy(runId, Long.toString(ProcessHandle.current().pid()));
      }
      Optional<FileChannel> channel = take(runId, run.resolve(name));
      channel.ifPresent(taken -> HELD.put(key, taken));
      return channel.map(taken -> new Held(key));
    } catch (NoSuchFileException | FileAlreadyExistsException e) {
      if (isLast) {
        throw e;
      }
      return Optional.empty();
    }
  }

  /** Empty where the file that was locked is not there any more. */
  @SuppressWarnings("MustBeClosedChecker")
  private static Optional<FileChannel> take(String runId, Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      // While it is open no other file gets this key.
      Optional<Object> opened = identity(file);
      long deadline = System.nanoTime() + PATIENCE;
      Optional<FileLock> lock = tryLock(channel, false);
      while (lock.isEmpty() && System.nanoTime() < deadline) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        lock = tryLock(channel, false);
      }
      if (lock.isEmpty()) {
        throw busy(runId, text(channel));
      }
      if (!Files.exists(file) || !identity(file).equals(opened)) {
        channel.close();
        return Optional.empty();
      }
      channel.truncate(0);
      channel.write(
          ByteBuffer.wrap(
              Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.UTF_8)),
          0);
      return Optional.of(channel);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** What tells a file from another of its name, where the system has such a thing. */
  private static Optional<Object> identity(Path file) throws IOException {
    try {
      return Optional.ofNullable(Files.readAttributes(file, BasicFileAttributes.class).fileKey());
    } catch (NoSuchFileException deleted) {
      return Optional.empty();
    }
  }

  /** Whether some process holds it. */
  public boolean isLocked(String runId) {
    Path run = run(runId);
    Path file = run.resolve(name);
    synchronized (HELD) {
      if (!Files.exists(file)) {
        return false;
      }
      try {
        if (HELD.containsKey(key(run))) {
          return true;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
          // Shared, so that two who ask do not see each other.
          return tryLock(channel, true).isEmpty();
        }
      } catch (NoSuchFileException deleted) {
        return false;
      } catch (IOException e) {
        throw new RunStoreException(
            "cannot see whether run " + runId + " is driven: " + e.getMessage(), e);
      }
    }
  }

  private static Optional<FileLock> tryLock(FileChannel channel, boolean shared)
      throws IOException {
    @Nullable FileLock lock = channel.tryLock(LOCKED_BYTE, 1, shared);
    return Optional.ofNullable(lock);
  }

  private static String text(FileChannel channel) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(32);
    channel.read(bytes, 0);
    return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
  }

  private static RunBusyException busy(String runId, String pid) {
    String holder = pid.isEmpty() ? "another process" : "process " + pid;
    return new RunBusyException("run " + runId + " is driven by " + holder + " now");
  }

  private Path run(String runId) {
    return folder.resolve(RunId.check(runId));
  }

  /** The same for every way to write the path. */
  private Path key(Path run) throws IOException {
    return run.toRealPath().resolve(name);
  }

  private static void release(Path key) {
    synchronized (HELD) {
      try (FileChannel channel = HELD.remove(key)) {
        // Closing it gives the lock up.
      } catch (IOException e) {
        throw new RunStoreException("cannot give up the lock " + key + ": " + e.getMessage(), e);
      }
    }
  }

  /** Removes what a lock left in the folder. To be called by who holds it. */
  public void forget(String runId) {
    Path run = run(runId);
    try {
      Files.deleteIfExists(run.resolve(name));
      Files.deleteIfExists(run);
    } catch (DirectoryNotEmptyException others) {
      // Logs and the like belong to somebody else.
    } catch (IOException e) {
      throw new RunStoreException("cannot delete " + run + ": " + e.getMessage(), e);
    }
  }

  private record Held(Path key, AtomicBoolean closed) implements RunLock {
    Held(Path key) {
      this(key, new AtomicBoolean());
    }

    @Override
    public void close() {
      if (!closed.getAndSet(true)) {
        release(key);
      }
    }
  }
}
