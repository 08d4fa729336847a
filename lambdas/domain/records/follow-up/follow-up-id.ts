import { createHash } from 'node:crypto';

/** The same for the same reason of the same incident, so that nothing is proposed twice. */
export function followUpId(incidentId: string, reason: string): string {
  const hash = createHash('sha256').update(`${incidentId}\n${reason}`).digest('hex');
  return `fup_${hash.slice(0, 12)}`;
}
