const REGION = 'us-east-1';

/** Settings of an SDK client for a server of this process. */
export function localClient(endpoint: string) {
  return { endpoint, region: REGION, credentials: { accessKeyId: 'local', secretAccessKey: 'local' } };
}

/** ARN of something in the laptop's account: `localArn('lambda', 'function:checkout')`. */
export function localArn(service: string, resource: string): string {
  return `arn:aws:${service}:${REGION}:000000000000:${resource}`;
}
