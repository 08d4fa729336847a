import type { Change, ChangeKind } from '../../records/evidence.ts';
import type { Suspect } from '../../records/plan.ts';

export interface RankedChange {
  readonly change: Change;
  readonly suspect: Suspect;
  readonly points: number;
}

/** Nobody is blamed who is not clearly more likely the cause than not: odds of three to two. */
const leastScore = 0.6;
/** The first must be 2.5 times as likely as the second. */
const marginPoints = 4;
/** One roll-out is told by several sources, each with its own time: the pipeline, the stack, the function. */
const oneRollOutMs = 10 * 60_000;

export interface Pick {
  readonly culprit: { readonly change: Change; readonly score: number } | null;
  readonly reason: string;
}

/** The change that stands out among those ranked, most suspect first; or why none does. */
export function pickCulprit(ranked: readonly RankedChange[], canRevert: (change: Change) => boolean): Pick {
  const nobody = (reason: string): Pick => ({ culprit: null, reason });
  const open = ranked.filter(({ suspect }) => !suspect.ruledOut);
  const [first] = open;
  if (first === undefined) return nobody('No change fits the onset');
  if (first.suspect.score < leastScore) {
    const why = first.suspect.reasons[0] ?? '';
    return nobody(
      `No change is suspicious enough to be blamed; the closest, ${first.suspect.summary}, ${why}`,
    );
  }
  const second = open.find((other) => !isOneRollOut(first.change, other.change));
  if (second !== undefined && first.points - second.points < marginPoints) {
    return nobody(`${first.suspect.summary} and ${second.suspect.summary} are about equally suspect`);
  }
  const blamed = revertible(open, first, canRevert);
  return {
    culprit: { change: blamed.change, score: blamed.suspect.score },
    reason: `${blamed.suspect.summary} ${blamed.suspect.reasons[0] ?? ''}`,
  };
}

/** Of several tellings of one roll-out the one that something can revert. */
function revertible(
  open: readonly RankedChange[],
  first: RankedChange,
  canRevert: (change: Change) => boolean,
): RankedChange {
  if (canRevert(first.change)) return first;
  return (
    open.find(
      ({ change, suspect }) =>
        canRevert(change) && suspect.score >= leastScore && isOneRollOut(first.change, change),
    ) ?? first
  );
}

function isOneRollOut(a: Change, b: Change): boolean {
  if (a.id === b.id) return true;
  const apartMs = Math.abs(Date.parse(a.at) - Date.parse(b.at));
  return (
    a.service === b.service &&
    a.kind !== b.kind &&
    isDeployment(a) &&
    isDeployment(b) &&
    apartMs <= oneRollOutMs
  );
}

const noDeployments: readonly ChangeKind[] = ['flag-change', 'configuration-change', 'secret-rotation'];

function isDeployment({ kind }: Change): boolean {
  return !noDeployments.includes(kind);
}
