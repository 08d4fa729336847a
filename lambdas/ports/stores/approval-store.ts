import type { Approval } from '../../domain/records/approval/approval.ts';

/** Approvals, each one item. Rejects with DependencyUnavailableError when the table does not answer. */
export interface ApprovalStore {
  /** Writes version 1 unless it exists. */
  createApproval(approval: Approval): Promise<'created' | 'exists'>;
  readApproval(id: string): Promise<Approval | null>;
  /** Writes `approval` if the stored version is `approval.version - 1`, else WriteConflictError. */
  saveApproval(approval: Approval): Promise<void>;
}
