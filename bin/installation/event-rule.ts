import { Sha256 } from '@smithy/core/checksum';
import { HttpRequest } from '@smithy/core/protocols';
import { SignatureV4 } from '@smithy/signature-v4';
import {
  awsCredentials,
  awsRegion,
  type Variables,
} from '../../lambdas/adapters/aws/clients/aws-environment.ts';
import { dnsSuffixOf } from '../../lambdas/domain/aws-partition.ts';
import { DependencyUnavailableError } from '../../lambdas/domain/errors.ts';
import { AwsFault } from '../../lambdas/ports/aws-clients.ts';
import { objectOf, parseJson, textOf } from '../../lambdas/sources/reading/json.ts';

/**
 * State of a rule of the default bus. One signed request: the SDK's client of EventBridge would be a dependency for it alone.
 * https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DescribeRule.html
 */
export async function readEventRuleState(
  env: Variables,
  rule: string,
  send: typeof fetch = fetch,
): Promise<string> {
  const region = awsRegion(env);
  const hostname = `events.${region}.${dnsSuffixOf(region)}`;
  const body = JSON.stringify({ Name: rule });
  const signer = new SignatureV4({
    service: 'events',
    region,
    credentials: awsCredentials(env),
    sha256: Sha256,
  });
  const { headers } = await signer.sign(
    new HttpRequest({
      method: 'POST',
      protocol: 'https:',
      hostname,
      path: '/',
      headers: {
        host: hostname,
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': 'AWSEvents.DescribeRule',
      },
      body,
    }),
  );
  const response = await send(`https://${hostname}/`, {
    method: 'POST',
    headers,
    body,
    signal: AbortSignal.timeout(10_000),
  }).catch((cause: unknown) => {
    throw new DependencyUnavailableError('EventBridge does not answer', { cause });
  });
  const answer = objectOf(parseJson(await response.text()));
  if (response.ok) return textOf(answer['State']) ?? 'unknown';
  const fault = (textOf(answer['__type']) ?? `HTTP ${response.status}`).replace(/^.*#/, '');
  if (fault === 'ResourceNotFoundException') return 'missing';
  throw new DependencyUnavailableError('EventBridge refused', {
    cause: new AwsFault(fault, response.status),
  });
}
