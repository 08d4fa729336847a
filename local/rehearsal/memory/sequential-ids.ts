import { encodeTime } from 'ulid';
import type { Clock } from '../../../lambdas/ports/clock.ts';
import type { Ids } from '../../../lambdas/ports/ids.ts';

/** Ids in the shape of ULIDs whose random half counts up from 1: the same run gives the same ids. */
export function createSequentialIds(clock: Clock): Ids {
  let count = 0;
  return {
    next: (prefix) => {
      count += 1;
      return `${prefix}_${encodeTime(clock.now().getTime())}${String(count).padStart(16, '0')}`;
    },
  };
}
