import type { RecordedFacts } from '../../../domain/records/recorded-facts.ts';
import type { RecoveryLookStore } from '../../../ports/stores/recovery-look-store.ts';
import { type DynamodbTable, recordsOf } from './dynamodb-table.ts';
import { recoveryLookKey, smokeRunsKey, sortKeyPrefixes } from './item-keys.ts';
import type { Item } from './table-item.ts';

export function createDynamodbRecoveryLooks(table: DynamodbTable): RecoveryLookStore {
  return {
    async saveRecoveryLook(incidentId, look) {
      await table.put({ ...recoveryLookKey(incidentId), data: look, attributes: {} });
    },
    async saveSmokeRuns(incidentId, runs) {
      await table.put({ ...smokeRunsKey(incidentId), data: runs, attributes: {} });
    },
  };
}

/** Of all items of an incident. */
export function recoveryLooksIn(items: readonly Item[]): Pick<RecordedFacts, 'recoveryLook' | 'smokeRuns'> {
  const under = (key: string) => items.filter(({ sk }) => sk === key);
  const [recoveryLook] = recordsOf<NonNullable<RecordedFacts['recoveryLook']>>(
    under(sortKeyPrefixes.recoveryLook),
  );
  const [smokeRuns] = recordsOf<NonNullable<RecordedFacts['smokeRuns']>>(under(sortKeyPrefixes.smokeRuns));
  return {
    ...(recoveryLook === undefined ? {} : { recoveryLook }),
    ...(smokeRuns === undefined ? {} : { smokeRuns }),
  };
}
