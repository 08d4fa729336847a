import type { GuardrailsPolicy } from '../../policy/schemas/guardrails-schema.ts';
import { type Evidence, readingsOf } from '../../records/evidence.ts';

/** How much traffic a good reading needs behind it; null when it is not known what is usual. */
export function leastTraffic(
  evidence: readonly Evidence[],
  { leastTrafficPercent }: GuardrailsPolicy['recovery'],
): number | null {
  const usual = readingsOf(evidence).find(({ name }) => name === 'traffic')?.baseline?.median;
  return usual === undefined ? null : (usual * leastTrafficPercent) / 100;
}
