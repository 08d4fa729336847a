import { countLabel } from '../../domain/number-labels.ts';
import type { RedriveAccount } from './redrive-progress.ts';

/** `Put 56 back by hand and 244 by SQS, of 300; none died again; none are left`. */
export function describeAccount(
  account: RedriveAccount,
  to: 'source' | 'quarantine',
  isOver: boolean,
): string {
  const { found, moved, drained, diedAgain, remaining, gone, unknown, stoppedBecause } = account;
  const verb = to === 'source' ? 'Put back' : 'Set aside';
  const bySqs = drained === 0 ? '' : ` and ${countLabel(drained)} by SQS`;
  const begun = `${verb} ${countLabel(moved)} by hand${bySqs}, of ${countLabel(found)} dead letters`;
  const died = to === 'source' ? [`${none(diedAgain)} died again`] : [];
  if (!isOver) return [begun, ...died].join('; ');
  return [
    begun,
    ...died,
    `${none(remaining)} are in the queue now`,
    ...(gone === null || gone === 0
      ? []
      : [
          `${countLabel(gone)} are gone without having been moved: their time was up, or somebody else took them`,
        ]),
    ...(unknown.length === 0 ? [] : [`these may be in both queues: ${unknown.join(', ')}`]),
    ...(stoppedBecause === null ? [] : [`it was ended: ${stoppedBecause}`]),
  ].join('; ');
}

function none(count: number): string {
  return count === 0 ? 'none' : countLabel(count);
}
