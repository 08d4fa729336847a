/**
 * For every client of the SDK: a call that hangs is given up and tried again well within a function's own timeout.
 * Region, endpoint and credentials come from the environment.
 */
export const sdkDefaults = {
  maxAttempts: 4,
  requestHandler: { connectionTimeout: 1000, requestTimeout: 3000, throwOnRequestTimeout: true },
};
