import { WriteConflictError } from '../../../domain/errors.ts';
import type { IncidentStore } from '../../../ports/stores/incident-store.ts';
import type { DynamodbTable } from './dynamodb-table.ts';
import { openLockKey } from './item-keys.ts';

type OpenLocks = Pick<IncidentStore, 'acquireOpenLock' | 'readOpenLock' | 'releaseOpenLock'>;

/** The condition of one put decides who opens an incident; everybody else learns who did. */
export function createDynamodbOpenLocks(table: DynamodbTable): OpenLocks {
  const readOpenLock = async (correlationKey: string): Promise<string | null> => {
    const lock = await table.read(openLockKey(correlationKey));
    return lock === null ? null : String(lock.attributes['incidentId']);
  };

  return {
    readOpenLock,

    async acquireOpenLock(correlationKey, incidentId) {
      const item = { ...openLockKey(correlationKey), data: null, attributes: { incidentId } };
      // The lock may be given back between the refused put and the read: then it is free again.
      for (let attempt = 1; attempt <= 3; attempt += 1) {
        if (await table.put(item, 'absent')) return { holder: incidentId, acquired: true };
        const holder = await readOpenLock(correlationKey);
        if (holder !== null) return { holder, acquired: holder === incidentId };
      }
      throw new WriteConflictError('The open lock changes hands faster than it can be read');
    },

    async releaseOpenLock(correlationKey, incidentId) {
      await table.delete(openLockKey(correlationKey), { attribute: 'incidentId', equals: incidentId });
    },
  };
}
