package io.eagleray.engine.s3;

import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Makes clients. The SDK does not try again by itself: {@link Outage} does. Nor does it add
 * checksums in trailers, which many stores do not understand; every write carries its MD5 instead,
 * and whoever reads compares what it knows.
 */
final class S3Clients {
  private static final Duration LONGEST_CALL = Duration.ofSeconds(30);
  private static final Duration CONNECTING = Duration.ofSeconds(10);

  private S3Clients() {}

  static S3Client open(S3Address address) {
    Duration call = min(LONGEST_CALL, address.patience());
    var builder =
        S3Client.builder()
            .region(Region.of(address.region()))
            .credentialsProvider(credentials(address))
            .httpClientBuilder(
                UrlConnectionHttpClient.builder()
                    .connectionTimeout(min(CONNECTING, call))
                    .socketTimeout(call))
            .overrideConfiguration(rules ->
                rules.apiCallAttemptTimeout(call).retryStrategy(AwsRetryStrategy.doNotRetry()))
            .serviceConfiguration(rules -> rules.expectContinueEnabled(false))
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED);
    address.endpoint().ifPresent(uri -> builder.endpointOverride(uri).forcePathStyle(true));
    return builder.build();
  }

  private static Duration min(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private static AwsCredentialsProvider credentials(S3Address address) {
    return address
        .keys()
        .<AwsCredentialsProvider>map(keys -> StaticCredentialsProvider.create(credentials(keys)))
        .orElseGet(() -> DefaultCredentialsProvider.builder().build());
  }

  private static AwsCredentials credentials(S3Address.Keys keys) {
    return keys.session()
        .<AwsCredentials>map(
            session -> AwsSessionCredentials.create(keys.id(), keys.secret(), session))
        .orElseGet(() -> AwsBasicCredentials.create(keys.id(), keys.secret()));
  }
}
