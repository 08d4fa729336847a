import type { RedriveAccount } from '../../../lambdas/actions/dead-letters/redrive-progress.ts';
import type { DeathGroup } from '../../../lambdas/domain/dead-letters/classify-deaths.ts';
import { readAgainCommand, type StreamRange } from '../../../lambdas/domain/dead-letters/stream-ranges.ts';
import { alignColumns } from '../../cli/columns.ts';
import { plain } from '../../cli/terminal.ts';
import type { DeadLetterPlace } from './dead-letter-place.ts';
import type { Examination } from './examine.ts';

/** What stands in the queue, and how long it will. */
export function overviewText({ id, queue }: DeadLetterPlace, seen: Examination): string {
  const { depth, looked, firstExpiresAt, logsMissing } = seen;
  const sample = looked < depth ? `, ${looked} looked at` : '';
  const lines = [
    `${id.queue}: ${depth} dead letters of ${id.source} (consumer ${id.functionName}, repeat: ${id.repeat})${sample}`,
    `kept for ${Math.round(queue.retentionSeconds / 86_400)} days; the first is thrown away at ${firstExpiresAt ?? 'a time that is not known'}`,
    ...(logsMissing === null ? [] : [`the logs of ${id.functionName} were not read: ${plain(logsMissing)}`]),
  ];
  return lines.join('\n');
}

/** One line for each group, and why it is taken for that. */
export function groupsText(groups: readonly DeathGroup[]): string {
  const rows = groups.map(
    ({ class: is, confidence, count, pattern, firstAt, lastAt, diedTwice, bodyShape }) => [
      is,
      confidence.toFixed(2),
      String(count),
      `${firstAt ?? '?'} – ${lastAt ?? '?'}`,
      pattern,
      diedTwice === 0 ? '' : `${diedTwice} died twice`,
      plain(bodyShape),
    ],
  );
  const reasons = groups.map(({ class: is, reasons: why }) => `  ${is}: ${plain(why.join('; '))}`);
  const table = alignColumns([['class', 'sure', 'count', 'died', 'when', '', 'body'], ...rows]);
  const streams = groups.flatMap((group) => group.streams).map(streamText);
  return [table, '', 'Because:', ...reasons, ...streams].join('\n');
}

/** What a person needs to read the records again; then each of them is handled as the consumer would. */
function streamText(range: StreamRange): string {
  const { streamArn, shardId, firstSequence, lastSequence, records, firstArrivedAt } = range;
  const kept = streamArn.includes(':dynamodb:') ? 'kept for 24 hours' : 'kept as long as the stream says';
  return [
    '',
    `${records} records are only in ${streamArn}, ${shardId}, from ${firstSequence} to ${lastSequence};`,
    `the first came at ${firstArrivedAt ?? 'a time that is not known'} and is ${kept}. Read them again from there:`,
    `  ${readAgainCommand(range)}`,
  ].join('\n');
}

export function accountText(account: RedriveAccount): string {
  const { found, received, moved, left, drained, remaining, diedAgain, gone, unknown, stoppedBecause } =
    account;
  return [
    `found ${found}; received ${received} = moved ${moved} + left ${left}; SQS moved ${drained} more; ${diedAgain} died again; ${remaining} are in the queue now`,
    ...(gone === null || gone === 0
      ? []
      : [`${gone} are gone without having been moved: their time was up, or somebody else took them`]),
    ...(unknown.length === 0
      ? []
      : [`may be in both queues, compare them: ${unknown.map(plain).join(', ')}`]),
    ...(stoppedBecause === null ? [] : [`stopped: ${plain(stoppedBecause)}`]),
  ].join('\n');
}
