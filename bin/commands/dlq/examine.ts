import type { LoggedReason } from '../../../lambdas/domain/dead-letters/death.ts';
import { reasonByTime } from '../../../lambdas/domain/dead-letters/reason-by-time.ts';
import { failureReason } from '../../../lambdas/domain/failure-reason.ts';
import { logsReading } from '../../../lambdas/evidence/logs/logs-reading.ts';
import type { DeadLetterQueue } from '../../../lambdas/ports/dead-letter-queue.ts';
import {
  type ExaminedLetters,
  examineDeadLetters,
  whyNotLook,
} from '../../../lambdas/resources/aws/dead-letters/examine-dead-letters.ts';
import { createSqsDeadLetterQueue } from '../../../lambdas/resources/aws/dead-letters/sqs-dead-letter-queue.ts';
import type { Queue } from '../../../lambdas/resources/aws/queues.ts';
import { CommandError } from '../../cli/command-error.ts';
import type { DeadLetterPlace } from './dead-letter-place.ts';

export interface Examination extends ExaminedLetters {
  readonly access: DeadLetterQueue;
  /** Why the logs say nothing; null when they were read. */
  readonly logsMissing: string | null;
}

export interface ExamineOptions {
  readonly quarantine?: Pick<Queue, 'url' | 'arn'> | null;
  readonly remembered?: ReadonlySet<string>;
}

/** Looks at dead letters without hiding any, and says what they died of. */
export async function examine(
  place: DeadLetterPlace,
  now: Date,
  { quarantine = null, remembered = new Set() }: ExamineOptions = {},
): Promise<Examination> {
  const { aws, queue, source } = place;
  const refusal = whyNotLook(queue);
  if (refusal !== null) throw new CommandError(refusal, { next: 'Take its redrive policy away first.' });
  const access = createSqsDeadLetterQueue(aws, {
    url: queue.url,
    arn: queue.arn,
    sourceUrl: source.url,
    quarantineUrl: quarantine?.url ?? null,
    quarantineArn: quarantine?.arn ?? null,
  });
  let logsMissing: string | null = null;
  const reasonOf = async (firstSentAt: string | null) => {
    const logged = await logOf(place, firstSentAt, now);
    logsMissing = logged.missing;
    return logged.reason;
  };
  const examined = await examineDeadLetters(access, queue, reasonOf, remembered);
  return { ...examined, access, logsMissing };
}

async function logOf(
  { aws, policy, service }: DeadLetterPlace,
  firstSentAt: string | null,
  now: Date,
): Promise<{ readonly reason: LoggedReason | null; readonly missing: string | null }> {
  try {
    const reader = logsReading.create({
      aws,
      services: policy.services,
      environments: [],
      // Logs are read without these.
      http: { send: () => Promise.reject(new Error('Nothing outside AWS has logs of dead letters')) },
      reportedChanges: { record: async () => {}, list: async () => [] },
    });
    const found = await reader.read({ service, startedAt: new Date(firstSentAt ?? now), now });
    return found.kind === 'logs' && found.status === 'available'
      ? { reason: reasonByTime(found), missing: null }
      : { reason: null, missing: found.status === 'unavailable' ? found.reason : 'not read' };
  } catch (error) {
    return { reason: null, missing: failureReason(error) };
  }
}
