import type { KillSwitch } from '../../domain/records/guardrails/kill-switch.ts';

/** The kill switches that people turn on and off. Rejects with DependencyUnavailableError, which stops whoever asks. */
export interface KillSwitchStore {
  /** Every one that was ever on, as it is now: read consistently. */
  readAll(): Promise<readonly KillSwitch[]>;
  /** The last word on its service, or on everything. */
  save(killSwitch: KillSwitch): Promise<void>;
}
