import { contentHash } from '../../content-hash.ts';
import type { Step } from '../../records/plan.ts';

/** What an approval is bound to: any change of any step changes it. */
export function planHash(steps: readonly Step[]): string {
  return contentHash(steps);
}
