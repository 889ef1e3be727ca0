package io.eagleray.engine.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Objects that a store does not copy in one call, which on the real one are those over 5 GB. */
@Tag("slow")
class RenewedBlobTest {
  private static final int PART = 5 << 20;

  @Test
  void anObjectThatIsTooLargeForOneCallIsCopiedInParts() throws IOException {
    byte[] content = new byte[2 * PART + 12_345];
    new Random(3).nextBytes(content);
    try (Bucket bucket = S3Server.shared().bucket(UUID.randomUUID() + "/")) {
      bucket.upload("large", upload(content));
      String before = bucket.read("large").orElseThrow().tag();

      bucket.renew(bucket.find("large").orElseThrow(), PART, PART);

      ByteArrayOutputStream read = new ByteArrayOutputStream();
      assertThat(bucket.download("large", () -> read)).isTrue();
      assertThat(read.toByteArray()).isEqualTo(content);
      assertThat(bucket.read("large").orElseThrow().tag()).as("of parts").isNotEqualTo(before);
    }
  }

  @Test
  void anObjectThatIsGoneMeanwhileIsNotThereAfterwards() throws IOException {
    byte[] content = new byte[2 * PART];
    try (Bucket bucket = S3Server.shared().bucket(UUID.randomUUID() + "/")) {
      bucket.upload("gone", upload(content));
      Blob blob = bucket.find("gone").orElseThrow();
      bucket.delete(List.of("gone"));

      bucket.renew(blob, PART, PART);

      assertThat(bucket.find("gone")).isEmpty();
    }
  }

  private static Upload upload(byte[] content) {
    return new Upload() {
      @Override
      public long size() {
        return content.length;
      }

      @Override
      public InputStream open() {
        return new ByteArrayInputStream(content);
      }

      @Override
      public void check() {}
    };
  }
}
