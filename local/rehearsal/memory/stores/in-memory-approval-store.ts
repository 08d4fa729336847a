import { WriteConflictError } from '../../../../lambdas/domain/errors.ts';
import type { Approval } from '../../../../lambdas/domain/records/approval/approval.ts';
import type { ApprovalStore } from '../../../../lambdas/ports/stores/approval-store.ts';
import { jsonCopy } from '../json-copy.ts';

export function createInMemoryApprovalStore(): ApprovalStore {
  const approvals = new Map<string, Approval>();
  return {
    createApproval: async (approval) => {
      if (approvals.has(approval.id)) return 'exists';
      approvals.set(approval.id, jsonCopy(approval));
      return 'created';
    },
    readApproval: async (id) => approvals.get(id) ?? null,
    saveApproval: async (approval) => {
      if (approvals.get(approval.id)?.version !== approval.version - 1) {
        throw new WriteConflictError(`The approval ${approval.id} changed since it was read`);
      }
      approvals.set(approval.id, jsonCopy(approval));
    },
  };
}
