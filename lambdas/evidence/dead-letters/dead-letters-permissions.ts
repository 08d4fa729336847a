import type { ServicePolicy } from '../../domain/policy/schemas/services-schema.ts';
import type { IamStatement } from '../../ports/plug-ins/action.ts';
import { allow } from '../../resources/allow.ts';
import { deadLetterQueue } from '../../resources/dead-letter-queue.ts';
import { resourcesOf } from '../../resources/resources-of.ts';
import { logsPermissions, logsTokens } from '../logs/logs-permissions.ts';

/** What read-dead-letters may do: look into exactly the queues that policy names, and at what their consumers log. It deletes and sends nothing. */
export function deadLettersPermissions(services: readonly ServicePolicy[]): readonly IamStatement[] {
  const arns = resourcesOf(services, deadLetterQueue).map(({ id }) => deadLetterQueue.arns(id));
  if (arns.length === 0) return [];
  return [
    ...allow(
      ['sqs:GetQueueUrl', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage'],
      arns.map(({ queue }) => queue),
    ),
    ...allow(
      ['lambda:GetFunctionConfiguration'],
      arns.map(({ consumer }) => consumer),
    ),
    // IAM knows no resource for it.
    { actions: ['cloudwatch:GetMetricData'], resources: ['*'] },
    ...logsPermissions(withQueues(services)),
  ];
}

/** The tokens for the Loki servers that the consumers log to. */
export function deadLettersTokens(services: readonly ServicePolicy[]): readonly IamStatement[] {
  return logsTokens(withQueues(services));
}

function withQueues(services: readonly ServicePolicy[]): readonly ServicePolicy[] {
  return services.filter((service) => resourcesOf([service], deadLetterQueue).length > 0);
}
