import { existsSync } from 'node:fs';
import * as z from 'zod';
import { approvalKey, incidentPartition } from '../../../lambdas/adapters/aws/dynamodb/item-keys.ts';
import { approvalIdOf } from '../../../lambdas/domain/response/approvals/open-approval.ts';
import { SqliteStore } from '../../step-functions/store/sqlite-store.ts';
import { LineFile } from '../state/line-file.ts';
import type { StateDirectory } from '../state/state-directory.ts';
import { type KeptTable, keptIncidents, withKeptTable } from './kept-table.ts';

export interface ClosedIncident {
  readonly id: string;
  readonly service: string;
  readonly closedAt: string;
}

/**
 * Deletes incidents that were closed before an instant: record, approvals, workflow, and all mails that are older. Their debts must be closed:
 * what is still to be restored stays. With `dryRun` nothing is deleted.
 */
export async function pruneState(
  state: StateDirectory,
  before: Date,
  dryRun: boolean,
): Promise<readonly ClosedIncident[]> {
  const pruned = await withKeptTable(state, async (kept) => {
    const old: ClosedIncident[] = [];
    for await (const incident of keptIncidents(kept.incidents, 'closed')) {
      if (incident.status !== 'closed' || incident.closedAt >= before.toISOString()) continue;
      const debts = await kept.incidents.listDebts(incident.id);
      if (debts.some(({ status }) => status === 'open')) continue;
      old.push({ id: incident.id, service: incident.service, closedAt: incident.closedAt });
    }
    if (!dryRun) for (const { id } of old) await deleteRecord(kept, id);
    return old;
  });
  if (dryRun || pruned.length === 0) return pruned;
  pruneWorkflows(state, new Set(pruned.map(({ id }) => id)));
  pruneMails(state, before);
  return pruned;
}

/** The incident's own item last: a prune that was cut short finds it again. */
async function deleteRecord({ table, incidents, remove }: KeptTable, id: string): Promise<void> {
  const record = await incidents.readOutline(id);
  for (const { index, round = 0 } of record?.steps ?? []) {
    for (let each = 0; each <= round; each += 1) await remove(approvalKey(approvalIdOf(id, index, each)));
  }
  const items = await table.readPartition(incidentPartition(id), { heads: true });
  const inOrder = items.toSorted((a, b) => Number(a.sk === 'INC') - Number(b.sk === 'INC'));
  for (const item of inOrder) await remove(item);
}

function pruneWorkflows(state: StateDirectory, incidentIds: ReadonlySet<string>): void {
  const path = state.file('step-functions/executions.sqlite');
  if (!existsSync(path)) return;
  const store = new SqliteStore(path);
  try {
    store.deleteEnded((name) => incidentIds.has(name));
  } finally {
    store.close();
  }
}

/** `at`: epoch seconds. */
const mailSchema = z.looseObject({ at: z.number() });

function pruneMails(state: StateDirectory, before: Date): void {
  const file = new LineFile(state.file('mails.jsonl'));
  const kept = file.read().filter((mail) => {
    const { data } = mailSchema.safeParse(mail);
    return data === undefined || data.at * 1000 >= before.getTime();
  });
  file.replace(kept);
}
