import { WriteConflictError } from '../../../domain/errors.ts';
import type { Approval } from '../../../domain/records/approval/approval.ts';
import type { ApprovalStore } from '../../../ports/stores/approval-store.ts';
import { type DynamodbTable, readRecord } from './dynamodb-table.ts';
import { approvalKey } from './item-keys.ts';
import type { Item } from './table-item.ts';

export function createDynamodbApprovalStore(table: DynamodbTable): ApprovalStore {
  return {
    createApproval: async (approval) =>
      (await table.put(approvalItem(approval), 'absent')) ? 'created' : 'exists',
    readApproval: (id) => readRecord<Approval>(table, approvalKey(id)),
    async saveApproval(approval) {
      const condition = { attribute: 'version', equals: approval.version - 1 };
      if (await table.put(approvalItem(approval), condition)) return;
      throw new WriteConflictError(`The approval ${approval.id} changed since it was read`);
    },
  };
}

function approvalItem(approval: Approval): Item {
  return { ...approvalKey(approval.id), data: approval, attributes: { version: approval.version } };
}
