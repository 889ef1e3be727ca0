package io.eagleray.worker.value;

import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;

/**
 * Objects in a folder, each in a file named by the SHA-256 of its content ({@code ab/cdef…}). A
 * file is written beside its place and renamed, so it is whole or not there.
 */
public final class ObjectStore implements AutoCloseable {
  private final Path folder;
  private final FileCopies copies = new FileCopies();

  public ObjectStore(Path folder) {
    this.folder = folder;
  }

  /**
   * Stores a value: a file or a byte array as it is, anything else serialised.
   *
   * @param path where the value stands in what was returned, for the message
   * @throws ReturnException when it is not serialisable
   */
  public ObjectReference write(Object value, String path) {
    try {
      return switch (value) {
        case byte[] bytes -> store(ObjectReference.BYTES, "byte[]", out -> out.write(bytes));
        case Path file -> storeFile(file, path);
        case java.io.File file -> storeFile(file.toPath(), path);
        default ->
            store(ObjectReference.SERIALIZED, value.getClass().getTypeName(), serialized(value));
      };
    } catch (NotSerializableException e) {
      throw new ReturnException(notSerializable(value, path, e), e);
    } catch (IOException e) {
      throw new ReturnException(path + " could not be stored in " + folder + ": " + reason(e), e);
    }
  }

  private static String reason(IOException e) {
    boolean namesFileOnly = e instanceof FileSystemException fault && fault.getReason() == null;
    String message = e.getMessage();
    return message == null || namesFileOnly ? e.toString() : message;
  }

  private ObjectReference storeFile(Path file, String path) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new ReturnException(path + " names a file that is not there: " + file.toAbsolutePath());
    }
    return store(
        ObjectReference.FILE, String.valueOf(file.getFileName()), out -> Files.copy(file, out));
  }

  private static Content serialized(Object value) {
    return out -> {
      ObjectOutputStream objects = new ObjectOutputStream(out);
      objects.writeObject(value);
      objects.flush();
    };
  }

  private static String notSerializable(Object value, String path, NotSerializableException e) {
    String type = value.getClass().getTypeName();
    return String.valueOf(e.getMessage()).equals(value.getClass().getName())
        ? path + " is a " + type + ", which is neither JSON nor java.io.Serializable"
        : path
            + " is a "
            + type
            + ", which holds a "
            + e.getMessage()
            + " that is not Serializable";
  }

  private ObjectReference store(String format, String type, Content content) throws IOException {
    Files.createDirectories(folder);
    // Made like any file: a temporary one would be for its owner's eyes only, and so would be the
    // object.
    Path temporary = folder.resolve(".tmp-" + UUID.randomUUID());
    try {
      MessageDigest digest = sha256();
      try (OutputStream out =
          new BufferedOutputStream(
              new DigestOutputStream(new FileOutputStream(temporary.toFile()), digest), 1 << 16)) {
        content.writeTo(out);
      }
      String hash = HexFormat.of().formatHex(digest.digest());
      ObjectReference reference = new ObjectReference(hash, format, type, Files.size(temporary));
      Path place = place(reference);
      if (!Files.exists(place)) {
        Files.createDirectories(place.getParent());
        Files.move(temporary, place, StandardCopyOption.ATOMIC_MOVE);
      }
      return reference;
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /**
   * Reads an object after its hash was found to be right: the {@code Path} of a read-only copy for
   * a file, which is there until the store is closed, a byte array for bytes.
   *
   * @throws ObjectException when it is missing, changed, or its classes are not on the class path
   */
  public Object read(ObjectReference reference, ClassLoader classes) {
    Path place = place(reference);
    try {
      if (reference.format().equals(ObjectReference.FILE)) {
        check(reference, hashOf(place));
        return copies.of(place, reference.type());
      }
      byte[] bytes = Files.readAllBytes(place);
      check(reference, HexFormat.of().formatHex(sha256().digest(bytes)));
      if (reference.format().equals(ObjectReference.BYTES)) {
        return bytes;
      }
      try (UserObjectInput in = new UserObjectInput(new ByteArrayInputStream(bytes), classes)) {
        return in.readObject();
      }
    } catch (NoSuchFileException e) {
      throw new ObjectException("the object " + describe(reference) + " is not in " + folder, e);
    } catch (IOException | ClassNotFoundException e) {
      throw new ObjectException("the object " + describe(reference) + " cannot be read: " + e, e);
    }
  }

  private static void check(ObjectReference reference, String hash) {
    if (!hash.equals(reference.sha256())) {
      throw new ObjectException(
          "the object "
              + describe(reference)
              + " was changed: its content now has SHA-256 "
              + hash);
    }
  }

  private static String hashOf(Path file) throws IOException {
    MessageDigest digest = sha256();
    try (OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
      Files.copy(file, out);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private Path place(ObjectReference reference) {
    return folder
        .resolve(reference.sha256().substring(0, 2))
        .resolve(reference.sha256().substring(2));
  }

  private static String describe(ObjectReference reference) {
    return reference.sha256().substring(0, 12) + "… (" + reference.type() + ")";
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }

  /** Removes the copies of files that were read. */
  @Override
  public void close() {
    copies.close();
  }

  private interface Content {
    void writeTo(OutputStream out) throws IOException;
  }
}
