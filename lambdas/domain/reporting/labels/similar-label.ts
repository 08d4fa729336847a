import type { SimilarIncident } from '../../records/similar/similar-incident.ts';
import { durationLabel } from './duration-label.ts';

/** `inc_… of 2026-11-02 (the same alert, …). It recovered after: Roll back checkout from v52 to v51. It took 6 min.` */
export function similarLabel({ incidentId, openedAt, shared, ended, tookSeconds }: SimilarIncident): string {
  return `${incidentId} of ${openedAt.slice(0, 10)} (${shared.join(', ')}). ${ended}. It took ${durationLabel(tookSeconds * 1000)}`;
}
