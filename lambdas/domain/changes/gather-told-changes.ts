import type { Change } from '../evidence/evidence.ts';
import type { ToldChange } from './told-change.ts';
import { trackRecordBefore } from './track-record.ts';

/** One change, out of all that was told of it. */
export interface GatheredChange {
  /** The newest message. */
  readonly told: ToldChange;
  /** When it may first have had an effect: the earliest message. */
  readonly at: string;
  readonly trackRecord: Change['trackRecord'];
}

/** The changes behind messages about one subject, whatever their order and however often each was told; oldest first. */
export function gatherToldChanges(messages: readonly ToldChange[]): readonly GatheredChange[] {
  const byId = new Map<string, ToldChange[]>();
  for (const message of messages.toSorted(byTime)) {
    const known = byId.get(message.id);
    if (known === undefined) byId.set(message.id, [message]);
    else known.push(message);
  }
  const changes = [...byId.values()].flatMap((told) => {
    const [first, last] = [told[0], told.at(-1)];
    return first === undefined || last === undefined ? [] : [{ told: last, at: first.at }];
  });
  const history = changes
    .map(({ told, at }, index) => ({
      at,
      harmful: told.state === 'failed' || changes[index + 1]?.told.takesBack === true,
      takesBack: told.takesBack,
    }))
    .filter(({ takesBack }) => !takesBack);
  return changes.map((change) => ({ ...change, trackRecord: trackRecordBefore(history, change.at) }));
}

/** Of two at the same instant the later state counts. */
const stateOrder = { began: 0, 'took-effect': 1, failed: 2 } as const;

function byTime(a: ToldChange, b: ToldChange): number {
  if (a.at !== b.at) return a.at < b.at ? -1 : 1;
  return stateOrder[a.state] - stateOrder[b.state] || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}
