import { countLabel } from '../../domain/number-labels.ts';
import { upperFirst } from '../../domain/reporting/labels/first-letter.ts';
import type { EvidencePlugIn } from '../../ports/plug-ins/evidence-kind.ts';
import { deadLettersConditions } from './dead-letters-conditions.ts';
import type { DeadLettersEvidence, SeenQueue } from './dead-letters-found.ts';
import { queueItems } from './dead-letters-items.ts';
import { deadLettersResponse } from './dead-letters-response.ts';
import { classLabel, depthLabel } from './queue-labels.ts';

const queuesTold = 2;
const classesNamed = 3;

/** Messages that could not be processed: how many, of which causes, and what may go back. */
export const deadLettersEvidence = {
  kind: 'dead-letters',
  title: 'Dead letters',
  handler: 'read-dead-letters',
  conditions: deadLettersConditions,
  response: deadLettersResponse,
  gathered: ({ queues }) => `Dead letters looked at: ${queues.map(sentence).join('; ')}`,
  missing: ({ queues, missing = [] }) => [
    ...missing.map(({ queue, reason }) => `${queue}: ${reason}`),
    ...queues.flatMap(({ queue, logsMissing }) =>
      logsMissing === null ? [] : [`why messages died in ${queue}: ${logsMissing}`],
    ),
  ],
  facts: ({ queues, gatheredAt }) =>
    queues
      .filter(({ depth }) => depth > 0)
      .slice(0, queuesTold)
      .map((queue) => ({
        kind: 'dead-letters',
        text: `${sentence(queue)}${expiry(queue)}`,
        at: gatheredAt,
        source: queue.command,
        points: [],
      })),
  glance: {
    term: 'Dead letters',
    none: 'None.',
    unread: null,
    lines(found) {
      const [first, ...others] = found.queues.filter(({ depth }) => depth > 0);
      if (first === undefined) return { lines: [], more: 0 };
      const line = [
        { tone: 'strong', text: depthLabel(first) },
        { tone: 'plain', text: ofCauses(first) },
      ] as const;
      return { lines: [line], more: others.length };
    },
  },
  section(found, steps) {
    const { queues, gatheredAt } = found;
    return {
      id: 'dead-letters',
      heading: 'Dead letters',
      lead: `What lay in the dead-letter ${queues.length === 1 ? 'queue' : 'queues'} at ${gatheredAt}, by cause. What messages say is never shown.`,
      caveat: null,
      items: queues.flatMap((queue) => queueItems(queue, steps)),
      source: null,
    };
  },
  postmortem: {
    section: 'impact',
    statements: ({ queues, gatheredAt }) =>
      queues
        .filter(({ depth }) => depth > 0)
        .map((queue) => ({ text: `At ${gatheredAt}: ${sentence(queue)}.` })),
    unread: 'Whether messages died, and why, could not be read.',
  },
} satisfies EvidencePlugIn<DeadLettersEvidence>;

/** `31 dead letters in ledger-dlq: 28 schema, 3 of unknown cause`. */
function sentence(queue: SeenQueue): string {
  return `${upperFirst(depthLabel(queue))}${ofCauses(queue)}`;
}

function ofCauses({ groups, looked, depth, notLooked }: SeenQueue): string {
  if (notLooked !== null) return ', not looked at';
  if (groups.length === 0) return '';
  const counts = new Map<string, number>();
  for (const { class: is, count } of groups) counts.set(is, (counts.get(is) ?? 0) + count);
  const named = [...counts]
    .toSorted(([, a], [, b]) => b - a)
    .slice(0, classesNamed)
    .map(([name, count]) => `${countLabel(count)} ${classLabel(name)}`);
  const sample = looked < depth ? ` of ${countLabel(looked)} looked at` : '';
  return `: ${named.join(', ')}${sample}`;
}

function expiry({ firstExpiresAt }: SeenQueue): string {
  return firstExpiresAt === null
    ? ''
    : `; the first is thrown away at ${firstExpiresAt.slice(0, 16).replace('T', ' ')} UTC`;
}
