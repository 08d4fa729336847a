import { instantOf } from '../../instant.ts';
import type { Incident } from '../../records/incident.ts';

/** What comes back within a day was not over. What the last check after closing finds, a day after it, counts. */
const relapseHours = 25;

type Closed = Pick<Incident, 'id'> & { readonly closedAt?: string | null };
type Later = Pick<Incident, 'openedAt' | 'reopens'>;

/** Whether an incident came back soon after it was closed: another one was opened for the same key. */
export function cameBack({ id, closedAt = null }: Closed, others: readonly Later[]): boolean {
  if (closedAt === null) return false;
  const until = instantOf(closedAt) + relapseHours * 3_600_000;
  return others.some(({ reopens, openedAt }) => reopens === id && instantOf(openedAt) <= until);
}
