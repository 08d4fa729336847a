import type { Change } from '../../records/evidence.ts';
import type { ReportedChange } from '../../records/reported-change.ts';
import { trackRecordBefore } from './track-record.ts';

/** One change, gathered from all messages about it. */
export interface GatheredChange {
  /** The newest message. */
  readonly latest: ReportedChange;
  /** When it may first have had an effect: the earliest message. */
  readonly at: string;
  readonly trackRecord: Change['trackRecord'];
}

/** The changes behind messages about one subject, whatever their order and however often each was reported; oldest first. */
export function gatherReportedChanges(messages: readonly ReportedChange[]): readonly GatheredChange[] {
  const byId = new Map<string, ReportedChange[]>();
  for (const message of messages.toSorted(byTime)) {
    const known = byId.get(message.id);
    if (known === undefined) byId.set(message.id, [message]);
    else known.push(message);
  }
  const changes = [...byId.values()].flatMap((reports) => {
    const [first, last] = [reports[0], reports.at(-1)];
    return first === undefined || last === undefined ? [] : [{ latest: last, at: first.at }];
  });
  const history = changes
    .map(({ latest, at }, index) => ({
      at,
      harmful: latest.state === 'failed' || changes[index + 1]?.latest.isRollback === true,
      isRollback: latest.isRollback,
    }))
    .filter(({ isRollback }) => !isRollback);
  return changes.map((change) => ({ ...change, trackRecord: trackRecordBefore(history, change.at) }));
}

/** Of two at the same instant the later state counts. */
const stateOrder = { started: 0, succeeded: 1, failed: 2 } as const;

function byTime(a: ReportedChange, b: ReportedChange): number {
  if (a.at !== b.at) return a.at < b.at ? -1 : 1;
  return stateOrder[a.state] - stateOrder[b.state] || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}
