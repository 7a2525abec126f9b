/**
 * The settings of every AWS SDK client. Adaptive retries because SES's control plane allows about one call a second for
 * the whole account: the client then slows down by itself. One try may take 4 s, far below the functions' time-out.
 *
 * https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html
 */
export const clientSettings = {
  retryMode: "adaptive",
  maxAttempts: 5,
  // Without throwOnRequestTimeout the SDK only warns when the request takes too long.
  requestHandler: { connectionTimeout: 1_000, requestTimeout: 4_000, throwOnRequestTimeout: true },
};

/** The settings of a client whose caller does without an answer that takes longer than a second. */
export const impatientClientSettings = {
  maxAttempts: 2,
  requestHandler: { connectionTimeout: 300, requestTimeout: 400, throwOnRequestTimeout: true },
};
