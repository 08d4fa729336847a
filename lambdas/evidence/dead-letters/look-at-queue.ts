import { SQSClient } from '@aws-sdk/client-sqs';
import type { DeathGroup } from '../../domain/dead-letters/classify-deaths.ts';
import type { ReasonFound } from '../../domain/dead-letters/death.ts';
import {
  type RedriveConditions,
  repeatSafetyOf,
  whyNotByItself,
} from '../../domain/dead-letters/redrive-readiness.ts';
import { ConfigurationError } from '../../domain/errors.ts';
import type { Resource } from '../../domain/records/resource.ts';
import type { AwsClients } from '../../ports/aws-clients.ts';
import { examineDeadLetters, whyNotLook } from '../../resources/aws/dead-letters/examine-dead-letters.ts';
import { peekAtLetters } from '../../resources/aws/dead-letters/peek-at-letters.ts';
import { readFunctionChange } from '../../resources/aws/lambda-functions.ts';
import { depthOf, readOldestAge, readQueue } from '../../resources/aws/queues.ts';
import {
  classifyCommand,
  type DeadLetterQueueId,
  deadLetterQueue,
} from '../../resources/dead-letter-queue.ts';
import type { SeenDeaths, SeenQueue } from './dead-letters-found.ts';

/** A sample that is read within seconds: `firebreak dlq` looks at more. */
const mostLooked = 200;
const groupsKept = 8;
const reasonsKept = 4;
const longestText = 400;

export interface LookInput {
  readonly aws: AwsClients;
  readonly resource: Resource<DeadLetterQueueId>;
  readonly service: { readonly id: string; readonly region: string };
  readonly reasonOf: (firstSentAt: string | null) => Promise<ReasonFound>;
  readonly now: Date;
}

/** What lies in one dead-letter queue. Rejects when it cannot be read, or is not there. */
export async function lookAtQueue({ aws, resource, service, reasonOf, now }: LookInput): Promise<SeenQueue> {
  const { id, location } = resource;
  const { queue: name, source, functionName } = id;
  const queue = await readQueue(aws, name);
  if (queue === null) throw new ConfigurationError(`there is no queue ${name}`);
  const depth = depthOf(queue);
  const repeat = repeatSafetyOf(id.repeat);
  const empty = {
    resource: resource.key,
    queue: name,
    source,
    consumer: functionName,
    repeat,
    depth,
    looked: 0,
    notLooked: null,
    oldestSentAt: null,
    firstExpiresAt: null,
    oldestSeconds: null,
    groups: [],
    others: 0,
    logsMissing: null,
    link: deadLetterQueue.consoleUrl(id, location?.region ?? service.region),
    command: classifyCommand(service.id, name),
  };
  if (depth === 0) return empty;
  const notLooked = whyNotLook(queue);
  if (notLooked !== null) return { ...empty, notLooked, oldestSeconds: await readOldestAge(aws, name, now) };
  const access = { peek: (most: number) => peekAtLetters(aws.get(SQSClient), queue.url, most) };
  const [examined, consumerChangedAt] = await Promise.all([
    examineDeadLetters(access, queue, reasonOf, { most: mostLooked }),
    readFunctionChange(aws, functionName),
  ]);
  const conditions = { repeat, reconciled: null, causeGone: null, consumerChangedAt, now };
  const { looked, groups, oldestSentAt, firstExpiresAt, logsMissing } = examined;
  return {
    ...empty,
    looked,
    oldestSentAt,
    firstExpiresAt,
    oldestSeconds: looked < depth ? await readOldestAge(aws, name, now) : null,
    groups: groups
      .slice(0, groupsKept)
      .map((group) => seen(group, whyStays(group, conditions, looked < depth))),
    others: groups.slice(groupsKept).reduce((sum, { count }) => sum + count, 0),
    logsMissing,
  };
}

/** A sample does not tell when the last one died, so that nothing of it may go back. */
function whyStays(group: DeathGroup, conditions: RedriveConditions, isSample: boolean): string | null {
  return (
    whyNotByItself(group, conditions) ??
    (isSample ? 'not all were looked at, so that it is not known when the last one died' : null)
  );
}

/** Without its members, and bounded. */
function seen(group: DeathGroup, stays: string | null): SeenDeaths {
  const { class: is, confidence, reasons, count, firstAt, lastAt, pattern, diedTwice } = group;
  return {
    class: is,
    confidence,
    reasons: reasons.slice(0, reasonsKept).map((reason) => reason.slice(0, longestText)),
    count,
    firstAt,
    lastAt,
    pattern,
    diedTwice,
    bodyShape: group.bodyShape.slice(0, longestText),
    sample: group.sample.slice(0, longestText),
    stays,
  };
}
