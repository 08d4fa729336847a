import type { DeathGroup } from '../../domain/dead-letters/classify-deaths.ts';
import { quietFrom } from '../../domain/dead-letters/redrive-readiness.ts';
import type { AwsClients } from '../../ports/aws-clients.ts';
import type { DeadLetterQueue } from '../../ports/dead-letter-queue.ts';
import type { ActionContext, Preflight } from '../../ports/plug-ins/action.ts';
import { examineDeadLetters, whyNotLook } from '../../resources/aws/dead-letters/examine-dead-letters.ts';
import { createSqsDeadLetterQueue } from '../../resources/aws/dead-letters/sqs-dead-letter-queue.ts';
import { type Queue, readQueue } from '../../resources/aws/queues.ts';
import { type LettersParams, type LettersPreState, wantedDeaths } from './letters-contract.ts';

export interface LetterPlace {
  readonly access: DeadLetterQueue;
  readonly queue: Queue;
  readonly source: Queue;
  /** So long a message takes to die again. */
  readonly deathSeconds: number;
}

type Found<T> = { readonly ok: true; readonly found: T } | { readonly ok: false; readonly reason: string };

/** The queues as they are now, or why nothing may be moved there. */
export async function findPlace(
  aws: AwsClients,
  { queue: name, source: sourceName }: Pick<LettersParams, 'queue' | 'source'>,
  quarantine: string | null,
): Promise<Found<LetterPlace>> {
  const queue = await readQueue(aws, name);
  if (queue === null) return no(`There is no queue ${name}`);
  const source = await readQueue(aws, sourceName);
  if (source === null) return no(`There is no queue ${sourceName}`);
  if (source.deadLetters?.queueArn !== queue.arn)
    return no(`${name} is not the dead-letter queue of ${sourceName}`);
  const refusal = whyNotLook(queue);
  if (refusal !== null) return no(refusal);
  const aside = quarantine === null ? null : await readQueue(aws, quarantine);
  if (quarantine !== null && aside === null) return no(`There is no queue ${quarantine}`);
  if (aside !== null && aside.arn === queue.arn) return no(`${name} cannot be set aside in itself`);
  const access = createSqsDeadLetterQueue(aws, {
    url: queue.url,
    arn: queue.arn,
    sourceUrl: source.url,
    quarantineUrl: aside?.url ?? null,
    quarantineArn: aside?.arn ?? null,
  });
  const deathSeconds = source.visibilityTimeoutSeconds * source.deadLetters.maxReceiveCount;
  return { ok: true, found: { access, queue, source, deathSeconds } };
}

/** What lies there and may be moved, by cause; `whyStays`: why a group may not, null when it may. Changes nothing. */
export async function findLetters(
  { aws }: Pick<ActionContext, 'aws'>,
  { reason, ...params }: LettersParams,
  quarantine: string | null,
  whyStays: (group: DeathGroup, place: LetterPlace) => Promise<string | null>,
): Promise<Preflight<LettersPreState>> {
  const place = await findPlace(aws, params, quarantine);
  if (!place.ok) return place;
  const { access, queue, deathSeconds } = place.found;
  const { depth, looked, groups } = await examineDeadLetters(access, queue, async () => ({
    reason,
    missing: null,
  }));
  if (looked === 0) return no(`No dead letter is in ${queue.name}`);
  const going: DeathGroup[] = [];
  const refusals: string[] = [];
  for (const group of groups) {
    const refusal = await whyStays(group, place.found);
    if (refusal === null) going.push(group);
    else refusals.push(`${group.count} ${group.class}: ${refusal}`);
  }
  const wanted = wantedDeaths(going, groups);
  if (wanted.length === 0)
    return no(`None of the ${looked} dead letters may be moved. ${refusals.join('; ')}`);
  return {
    ok: true,
    preState: {
      found: depth,
      count: going.reduce((sum, group) => sum + group.count, 0),
      wanted: [...wanted],
      isAllWanted: going.length === groups.length && looked >= depth,
      deathSeconds,
      startAt:
        going
          .flatMap((group) => quietFrom(group)?.toISOString() ?? [])
          .toSorted()
          .at(-1) ?? null,
    },
  };
}

/** Why there is nothing to begin with any more; null when there is. */
export async function whyNothingThere(
  aws: AwsClients,
  params: Pick<LettersParams, 'queue' | 'source'>,
  quarantine: string | null,
): Promise<string | null> {
  const place = await findPlace(aws, params, quarantine);
  if (!place.ok) return place.reason;
  return (await place.found.access.depth()) === 0 ? `No dead letter is in ${params.queue} any more` : null;
}

function no(reason: string): { readonly ok: false; readonly reason: string } {
  return { ok: false, reason };
}
