import { SQSClient } from '@aws-sdk/client-sqs';
import type { DeathGroup } from '../../domain/dead-letters/classify-deaths.ts';
import {
  type RedriveConditions,
  repeatSafetyOf,
  whyNotRedriven,
} from '../../domain/dead-letters/redrive-readiness.ts';
import { ConfigurationError } from '../../domain/errors.ts';
import type { Resource } from '../../domain/records/resource.ts';
import type { AwsClients } from '../../ports/aws-clients.ts';
import { examineDeadLetters, whyNotLook } from '../../resources/aws/dead-letters/examine-dead-letters.ts';
import { peekAtLetters } from '../../resources/aws/dead-letters/peek-at-letters.ts';
import { readFunctionChange } from '../../resources/aws/lambda-functions.ts';
import { readOldestAge, readQueue } from '../../resources/aws/queues.ts';
import { type DeadLetterQueueId, deadLetterQueue } from '../../resources/dead-letter-queue.ts';
import type { SeenDeaths, SeenQueue } from './dead-letters-found.ts';
import type { ReasonFound } from './logged-reason.ts';

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
  const depth = queue.waiting + queue.inFlight + queue.delayed;
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
    command: `npx firebreak dlq classify ${service.id} --queue ${name}`,
  };
  if (depth === 0) return empty;
  const notLooked = whyNotLook(queue);
  if (notLooked !== null) return { ...empty, notLooked, oldestSeconds: await readOldestAge(aws, name, now) };
  let logsMissing: string | null = null;
  const access = { peek: (most: number) => peekAtLetters(aws.get(SQSClient), queue.url, most) };
  const readReason = async (firstSentAt: string | null) => {
    const found = await reasonOf(firstSentAt);
    logsMissing = found.missing;
    return found.reason;
  };
  const [examined, consumerChangedAt] = await Promise.all([
    examineDeadLetters(access, queue, readReason, { most: mostLooked }),
    readFunctionChange(aws, functionName),
  ]);
  const conditions = { repeat, reconciled: null, causeGone: null, consumerChangedAt, now };
  const { looked, groups, oldestSentAt, firstExpiresAt } = examined;
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
  if (group.diedTwice === group.count) return 'they were put back before and died again';
  return (
    whyNotRedriven(group, conditions) ??
    (isSample ? 'not all were looked at, so that it is not known when the last one died' : null)
  );
}

function seen(
  {
    class: is,
    confidence,
    reasons,
    count,
    firstAt,
    lastAt,
    pattern,
    diedTwice,
    bodyShape,
    sample,
  }: DeathGroup,
  stays: string | null,
): SeenDeaths {
  return {
    class: is,
    confidence,
    reasons: reasons.slice(0, reasonsKept).map((reason) => reason.slice(0, longestText)),
    count,
    firstAt,
    lastAt,
    pattern,
    diedTwice,
    bodyShape: bodyShape.slice(0, longestText),
    sample: sample.slice(0, longestText),
    stays,
  };
}
