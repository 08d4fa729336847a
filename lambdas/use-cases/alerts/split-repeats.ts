import { isRepeatedFiring } from '../../domain/correlation/repeated-firing.ts';
import type { IncidentStore } from '../../ports/stores/incident-store.ts';
import type { AlertOutcome, DeliveredAlert } from './delivered-alert.ts';

/** Tells firings that repeat what a closed incident has seen from everything else: they open nothing and join nothing. */
export async function splitRepeats(
  incidents: Pick<IncidentStore, 'readRememberedAlerts'>,
  delivered: readonly DeliveredAlert[],
): Promise<{ readonly repeats: readonly DeliveredAlert[]; readonly news: readonly DeliveredAlert[] }> {
  const firings = delivered.filter(({ alert, isResumed }) => alert.status === 'firing' && isResumed !== true);
  if (firings.length === 0) return { repeats: [], news: delivered };
  const remembered = await incidents.readRememberedAlerts(firings.map(({ alert }) => alert));
  const repeats = firings.filter((firing, index) => {
    const known = remembered[index] ?? null;
    return known !== null && isRepeatedFiring(known, firing);
  });
  return { repeats, news: delivered.filter((each) => !repeats.includes(each)) };
}

export function repeatOutcome({ deliveryId }: DeliveredAlert): AlertOutcome {
  const reason = 'It says nothing new since its incident closed';
  return { deliveryId, disposition: 'ignored', incidentId: null, reason };
}
