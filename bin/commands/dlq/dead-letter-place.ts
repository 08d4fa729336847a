import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { loadPolicy } from '../../../lambdas/adapters/policy/load-policy.ts';
import type { CompiledPolicy } from '../../../lambdas/domain/policy/policy.ts';
import type { ServicePolicy } from '../../../lambdas/domain/policy/schemas/services-schema.ts';
import type { Location, Resource } from '../../../lambdas/domain/records/resource.ts';
import type { AwsClients } from '../../../lambdas/ports/aws-clients.ts';
import { type Queue, readQueue } from '../../../lambdas/resources/aws/queues.ts';
import { type DeadLetterQueueId, deadLetterQueue } from '../../../lambdas/resources/dead-letter-queue.ts';
import { resourcesOf } from '../../../lambdas/resources/resources-of.ts';
import { CommandError } from '../../cli/command-error.ts';
import { findInstallation, type InstallationOptions } from '../../installation/installation.ts';

export interface PlaceOptions extends InstallationOptions {
  readonly policy: string;
  readonly queue?: string;
}

/** A dead-letter queue that policy names, and where it is. */
export interface DeadLetterPlace {
  readonly policy: CompiledPolicy;
  readonly service: ServicePolicy;
  readonly id: DeadLetterQueueId;
  readonly aws: AwsClients;
  readonly queue: Queue;
  readonly source: Queue;
}

/** Of a service its dead-letter queue, or the one that is named. Throws CommandError when there is none, or no single one. */
export async function findDeadLetterPlace(
  serviceId: string,
  { policy: folder, queue: wanted, ...installation }: PlaceOptions,
): Promise<DeadLetterPlace> {
  const policy = await loadPolicy(folder);
  const service = policy.services.find(({ id }) => id === serviceId);
  if (service === undefined) {
    throw new CommandError(`The policy in ${folder} has no service ${serviceId}`, {
      next: `There are: ${policy.services.map(({ id }) => id).join(', ')}`,
      exitCode: 2,
    });
  }
  const { id, location } = chosen(service, wanted);
  const region = location?.region ?? service.region;
  const { userAws } = findInstallation(installation);
  const aws = userAws.in({ id: region, region });
  await checkAccount(aws, location);
  const [queue, source] = await Promise.all([readQueue(aws, id.queue), readQueue(aws, id.source)]);
  if (queue === null || source === null) {
    throw new CommandError(`There is no queue ${queue === null ? id.queue : id.source} in ${region}`, {
      next: 'Correct dead-letter-queue in services.yaml, or use the credentials of its account.',
    });
  }
  return { policy, service, id, aws, queue, source };
}

/** People act with their own credentials: in the wrong account a queue may have the same name. */
async function checkAccount(aws: AwsClients, location: Location | undefined): Promise<void> {
  if (location?.account === undefined) return;
  const { Account: own } = await aws.get(STSClient).send(new GetCallerIdentityCommand({}));
  if (own === location.account) return;
  throw new CommandError(`It is in the account ${location.account}, and these credentials are of ${own}`, {
    next: `Use credentials of that account: export AWS_PROFILE=${location.id}`,
    exitCode: 2,
  });
}

function chosen(service: ServicePolicy, wanted: string | undefined): Resource<DeadLetterQueueId> {
  const known = resourcesOf([service], deadLetterQueue);
  const fitting = wanted === undefined ? known : known.filter(({ id: { queue } }) => queue === wanted);
  const [found] = fitting;
  if (found !== undefined && fitting.length === 1) return found;
  const names = known.map(({ id: { queue } }) => queue).join(', ');
  throw new CommandError(
    known.length === 0
      ? `services.yaml names no dead-letter-queue of ${service.id}`
      : `Which dead-letter queue of ${service.id}?`,
    {
      next:
        known.length === 0
          ? 'Add one to its resources: dead-letter-queue: { queue: …, source: …, functionName: …, repeat: safe }'
          : `Name it with --queue: ${names}`,
      exitCode: 2,
    },
  );
}
