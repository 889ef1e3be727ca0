package io.eagleray.targets.ray.client.pack;

import io.eagleray.hash.Sha256;
import io.eagleray.problem.InvalidInputException;
import io.eagleray.problem.Location;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Collects files and makes a package of them. The same files, paths and modes make the same name,
 * whatever the order, the time and the machine. Content is read while it is packed; it is never
 * held in memory; a file of a folder that is gone by then is left out. Not thread-safe.
 */
public final class PackageBuilder {
  /** What a cluster's dashboard takes: 100 MiB. */
  public static final long USUAL_LIMIT = 100L << 20;

  private static final int FORMAT = 1;
  private static final int NAME_DIGITS = 32;
  private static final int LARGEST_TOLD = 5;
  private static final int BUFFER = 64 << 10;
  private static final int PLAIN = 0644;
  private static final int EXECUTABLE = 0755;

  private final String what;
  private final long limit;
  private final Map<String, PackageEntry> entries = new TreeMap<>();

  /**
   * An empty package.
   *
   * @param what as a message names it: {@code the working_dir /home/me/project}
   */
  public PackageBuilder(String what) {
    this(what, USUAL_LIMIT);
  }

  /**
   * An empty package.
   *
   * @param limit of the zip, in bytes
   */
  public PackageBuilder(String what, long limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("the limit of a package must be 1 byte or more: " + limit);
    }
    this.what = what;
    this.limit = limit;
  }

  /** Adds a file that is in memory. */
  public PackageBuilder add(String path, byte[] content) {
    return add(
        new PackageEntry(
            path, false, content.length, new PackageEntry.Content.OfBytes(content.clone())));
  }

  /** Adds a text. */
  public PackageBuilder add(String path, String content) {
    return add(path, content.getBytes(StandardCharsets.UTF_8));
  }

  /** Adds a file of this machine; one that may be executed here may be there. */
  public PackageBuilder add(String path, Path file) {
    try {
      return add(path, file, Files.size(file), false);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private PackageBuilder add(String path, Path file, long size, boolean mayGo) {
    return add(
        new PackageEntry(
            path,
            Files.isExecutable(file) && isMarked(file),
            size,
            new PackageEntry.Content.OfFile(file, mayGo)));
  }

  // Root may execute nothing that is not marked, but a file system without marks marks all.
  private static boolean isMarked(Path file) {
    try {
      return Files.getPosixFilePermissions(file).contains(PosixFilePermission.OWNER_EXECUTE);
    } catch (IOException | UnsupportedOperationException unknown) {
      return false;
    }
  }

  /**
   * Adds the files of a folder.
   *
   * @param prefix of their paths in the package: empty, or {@code classes/0}
   * @throws InvalidInputException if there is something in it that cannot be sent
   */
  public PackageBuilder addFolder(String prefix, Path folder, IgnoreRules rules) {
    String before = prefix.isEmpty() || prefix.endsWith("/") ? prefix : prefix + "/";
    try {
      FolderFiles.of(
          folder, rules, found -> add(before + found.path(), found.file(), found.size(), true));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  private PackageBuilder add(PackageEntry entry) {
    if (entries.putIfAbsent(entry.path(), entry) != null) {
      throw new IllegalArgumentException(what + " has two files " + entry.path());
    }
    if (entries.size() > ZipFileWriter.MOST_FILES) {
      throw tooLarge("more than " + ZipFileWriter.MOST_FILES + " files");
    }
    return this;
  }

  /** Whether there is a file of this path. */
  public boolean has(String path) {
    return entries.containsKey(path);
  }

  /** How many files there are. */
  public int count() {
    return entries.size();
  }

  /**
   * Writes the package into a folder, where it lies under its name.
   *
   * @throws InvalidInputException if it is larger than the limit
   */
  public RayPackage build(Path folder) {
    try {
      Files.createDirectories(folder);
      Path draft = folder.resolve(".draft-" + UUID.randomUUID());
      try {
        String name = write(draft);
        Path zip = folder.resolve(name);
        Files.move(draft, zip, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        return new RayPackage(name, zip, Files.size(zip));
      } finally {
        Files.deleteIfExists(draft);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The name that {@link #build} gives to these files: they are read, but not packed.
   *
   * @return empty where they may be too large for a package: only packing tells
   */
  public Optional<String> name() {
    if (entries.values().stream().mapToLong(PackageEntry::size).sum() > limit) {
      return Optional.empty();
    }
    MessageDigest whole = whole();
    byte[] buffer = new byte[BUFFER];
    for (PackageEntry entry : List.copyOf(entries.values())) {
      MessageDigest own = Sha256.digest();
      try (InputStream content = entry.content().open()) {
        for (int count = content.read(buffer); count >= 0; count = content.read(buffer)) {
          own.update(buffer, 0, count);
        }
      } catch (NoSuchFileException gone) {
        if (isWithout(entry)) {
          continue;
        }
        throw new UncheckedIOException(gone);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      update(whole, entry, own);
    }
    return Optional.of(name(whole));
  }

  // A program that wrote it has removed it: a temporary file, a data base's journal.
  private boolean isWithout(PackageEntry entry) {
    return entry.mayGo() && entries.remove(entry.path()) != null;
  }

  private static MessageDigest whole() {
    MessageDigest whole = Sha256.digest();
    whole.update(("eagleray package " + FORMAT + "\n").getBytes(StandardCharsets.UTF_8));
    return whole;
  }

  private static void update(MessageDigest whole, PackageEntry entry, MessageDigest own) {
    String line = HexFormat.of().formatHex(own.digest()) + " " + mode(entry) + " " + entry.path();
    whole.update((line + "\n").getBytes(StandardCharsets.UTF_8));
  }

  private static int mode(PackageEntry entry) {
    return entry.isExecutable() ? EXECUTABLE : PLAIN;
  }

  private static String name(MessageDigest whole) {
    String digits = HexFormat.of().formatHex(whole.digest()).substring(0, NAME_DIGITS);
    return "_ray_pkg_" + digits + ".zip";
  }

  private String write(Path draft) throws IOException {
    MessageDigest whole = whole();
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(draft));
        ZipFileWriter zip = new ZipFileWriter(out)) {
      for (PackageEntry entry : List.copyOf(entries.values())) {
        MessageDigest own = Sha256.digest();
        try (InputStream content = entry.content().open()) {
          zip.add(
              entry.path(),
              mode(entry),
              content,
              (bytes, count) -> {
                own.update(bytes, 0, count);
                if (zip.written() > limit) {
                  throw tooLarge("more than " + size(limit));
                }
              });
        } catch (NoSuchFileException gone) {
          if (isWithout(entry)) {
            continue;
          }
          throw gone;
        }
        update(whole, entry, own);
      }
      zip.finish();
      if (zip.written() > limit) {
        throw tooLarge("more than " + size(limit));
      }
    }
    return name(whole);
  }

  private InvalidInputException tooLarge(String how) {
    List<PackageEntry> largest =
        entries.values().stream()
            .sorted(Comparator.comparingLong(PackageEntry::size).reversed())
            .limit(LARGEST_TOLD)
            .toList();
    String names =
        largest.stream()
            .map(entry -> entry.path() + " (" + size(entry.size()) + ")")
            .collect(Collectors.joining(", "));
    return new InvalidInputException(
        Location.of(what),
        "has "
            + how
            + ", which a cluster does not take; leave files out with excludes or"
            + " .gitignore, or put large ones where the cluster reads them. The largest: "
            + names);
  }

  private static String size(long bytes) {
    return bytes >= 1 << 20
        ? Math.round(bytes / 104857.6) / 10.0 + " MiB"
        : (bytes + 1023) / 1024 + " KiB";
  }
}
