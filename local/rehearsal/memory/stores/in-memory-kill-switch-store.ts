import type { KillSwitch } from '../../../../lambdas/domain/records/guardrails/kill-switch.ts';
import type { KillSwitchStore } from '../../../../lambdas/ports/stores/kill-switch-store.ts';
import { jsonCopy } from '../json-copy.ts';

export function createInMemoryKillSwitchStore(): KillSwitchStore {
  const switches = new Map<string | null, KillSwitch>();
  return {
    readAll: async () => [...switches.values()],
    save: async (killSwitch) => {
      switches.set(killSwitch.service, jsonCopy(killSwitch));
    },
  };
}
