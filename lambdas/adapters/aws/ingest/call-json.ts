import type { SignedCall, SignedClient, SignedResponse } from './signed-call.ts';

const targets = {
  'dynamodb.PutItem': ['DynamoDB_20120810', '1.0'],
  'secretsmanager.GetSecretValue': ['secretsmanager', '1.1'],
  'sqs.SendMessage': ['AmazonSQS', '1.0'],
} as const;

/** Calls an operation of a service that speaks AWS JSON, one that may be done twice. */
export function callJson(
  client: SignedClient,
  operation: keyof typeof targets,
  input: object,
): Promise<SignedResponse> {
  const [prefix, version] = targets[operation];
  const [service, name] = operation.split('.') as [SignedCall['service'], string];
  return client.call({
    service,
    method: 'POST',
    path: '/',
    headers: {
      'content-type': `application/x-amz-json-${version}`,
      'x-amz-target': `${prefix}.${name}`,
    },
    body: JSON.stringify(input),
    repeatable: true,
  });
}
