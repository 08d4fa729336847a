import type { RecoveryLook, SmokeRun } from '../../domain/records/recovery-look/recovery-look.ts';

/** What the checks of recovery saw last. Each takes the place of what was there, and has one writer. */
export interface RecoveryLookStore {
  /** Only what judges recovery writes it. */
  saveRecoveryLook(incidentId: string, look: RecoveryLook): Promise<void>;
  /** Only what runs smoke tests writes them. */
  saveSmokeRuns(incidentId: string, runs: readonly SmokeRun[]): Promise<void>;
}
