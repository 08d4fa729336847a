import type { Change, ChangeKind } from '../../records/evidence.ts';
import type { SuspectFactor } from '../../records/plan.ts';
import { tenth } from './tenth.ts';

/** A change of an earlier incident that was taken back, and whether that helped. */
export interface JudgedChange {
  readonly kind: ChangeKind;
  /** Who made it; null when it is not known. */
  readonly actor: string | null;
  readonly helped: boolean;
}

/** Two that helped and two that did not are presumed, so that a single incident says little. */
const presumed = 2;
const mostPoints = 3;
/** What the same deployer brought tells more. */
const ofSameDeployer = 2;

/**
 * How it went to take earlier changes of this kind back: where it helped, the change had caused harm. Those of the same deployer count
 * twice. 10 · log10((helped + 2)/(others + 2)), at most 3 either way; null when none was judged.
 */
export function judgedFactor(
  { kind, actor }: Pick<Change, 'kind' | 'actor'>,
  judged: readonly JudgedChange[],
): SuspectFactor | null {
  const alike = judged.filter((each) => each.kind === kind);
  if (alike.length === 0) return null;
  const weightOf = (each: JudgedChange) => (actor !== null && each.actor === actor ? ofSameDeployer : 1);
  const sum = (helped: boolean) =>
    alike.filter((each) => each.helped === helped).reduce((total, each) => total + weightOf(each), 0);
  const points = 10 * Math.log10((sum(true) + presumed) / (sum(false) + presumed));
  const helped = alike.filter((each) => each.helped).length;
  return {
    name: 'judged-changes',
    points: tenth(Math.min(mostPoints, Math.max(-mostPoints, points))),
    text: `taking a ${kind.replaceAll('-', ' ')} back helped in ${helped} of ${alike.length} earlier incidents`,
  };
}
