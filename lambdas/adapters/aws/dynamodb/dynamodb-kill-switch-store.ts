import type { KillSwitchStore } from '../../../ports/stores/kill-switch-store.ts';
import { type DynamodbTable, recordsOf } from './dynamodb-table.ts';
import { killSwitchKey, killSwitchPartition } from './item-keys.ts';

export function createDynamodbKillSwitchStore(table: DynamodbTable): KillSwitchStore {
  return {
    readAll: async () => recordsOf(await table.readPartition(killSwitchPartition)),
    async save(killSwitch) {
      await table.put({ ...killSwitchKey(killSwitch.service), data: killSwitch, attributes: {} });
    },
  };
}
