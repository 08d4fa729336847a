import { readLoggedReason } from '../../../lambdas/evidence/dead-letters/logged-reason.ts';
import { logsReading } from '../../../lambdas/evidence/logs/logs-reading.ts';
import type { DeadLetterQueue } from '../../../lambdas/ports/dead-letter-queue.ts';
import type { EvidenceReader } from '../../../lambdas/ports/plug-ins/evidence-reader.ts';
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
  const query = { service: place.service, startedAt: now, now };
  const logs = logsReaderOf(place);
  const reasonOf = (firstSentAt: string | null) => readLoggedReason(logs, query, firstSentAt);
  return { ...(await examineDeadLetters(access, queue, reasonOf, { remembered })), access };
}

function logsReaderOf({ aws, policy }: DeadLetterPlace): EvidenceReader {
  return logsReading.create({
    aws,
    services: policy.services,
    environments: [],
    // Logs are read without these.
    http: { send: () => Promise.reject(new Error('Nothing outside AWS has logs of dead letters')) },
    reportedChanges: { record: async () => {}, list: async () => [] },
  });
}
