import type { RecordedFacts } from '../../../lambdas/domain/records/recorded-facts.ts';
import type { RecoveryLookStore } from '../../../lambdas/ports/stores/recovery-look-store.ts';
import { jsonCopy } from './json-copy.ts';

type Looks = Pick<RecordedFacts, 'recoveryLook' | 'smokeRuns'>;

/** What the checks of recovery saw last, in the memory of one process. */
export function createInMemoryRecoveryLooks(): RecoveryLookStore & { looksOf(incidentId: string): Looks } {
  const kept = new Map<string, Looks>();
  const keep = (id: string, looks: Looks) => kept.set(id, jsonCopy({ ...kept.get(id), ...looks }));
  return {
    saveRecoveryLook: async (id, recoveryLook) => {
      keep(id, { recoveryLook });
    },
    saveSmokeRuns: async (id, smokeRuns) => {
      keep(id, { smokeRuns });
    },
    looksOf: (id) => kept.get(id) ?? {},
  };
}
