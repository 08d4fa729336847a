import { accountOfKey } from '../../locations/located-key.ts';
import { countLabel } from '../../number-labels.ts';
import type { Change } from '../../records/evidence.ts';

/** What is known of a change beside its summary: who made it, how large it is, how such changes ended before, and where its page opens. */
export function changeLabels({
  actor,
  size,
  trackRecord,
  resource,
}: Pick<Change, 'actor' | 'size' | 'trackRecord'> & {
  readonly resource: Pick<Change['resource'], 'key'>;
}): readonly string[] {
  return [
    ...(actor === null ? [] : [`by ${actor}`]),
    ...(size === null ? [] : [`${countLabel(size.count)} ${size.of}`]),
    ...(trackRecord === null ? [] : [trackRecordLabel(trackRecord)]),
    ...accountLabels(resource.key),
  ];
}

/** No link to the console names an account: it opens in the one that is signed in. */
function accountLabels(key: string): readonly string[] {
  const account = accountOfKey(key);
  return account === null ? [] : [`in account ${account}: sign in there to open its page`];
}

function trackRecordLabel({ changes, harmful }: NonNullable<Change['trackRecord']>): string {
  if (changes <= 0) return 'the first known change of its kind';
  const went = `of ${countLabel(changes)} previous changes went wrong`;
  return harmful === 0 ? `none ${went}` : `${countLabel(harmful)} ${went}`;
}

/** How much a factor speaks for a change as the cause, or against it: `+6`, `−3`. */
export function pointsLabel(points: number): string {
  const rounded = Math.round(points);
  return rounded < 0 ? `−${-rounded}` : `+${rounded}`;
}
