import { mayCallerRead } from '../../domain/policy/people/may-read.ts';
import type { CompiledPolicy } from '../../domain/policy/policy.ts';
import type { Debt } from '../../domain/records/step-record.ts';
import type { IncidentStore } from '../../ports/stores/incident-store.ts';

export interface ReadDebtsDeps {
  readonly incidents: IncidentStore;
  readonly policy: Pick<CompiledPolicy, 'people'>;
}

/**
 * The open debts of every incident, the oldest first. Of a security-sensitive one a reader who may not see it learns that it is there, and
 * which version must not be deployed.
 */
export async function readDebts(
  { incidents, policy }: ReadDebtsDeps,
  callerArn: string | null,
): Promise<readonly Debt[]> {
  const debts = await incidents.listOpenDebts();
  const ids = [...new Set(debts.map(({ incidentId }) => incidentId))];
  const found = ids.length === 0 ? [] : await incidents.readIncidents(ids);
  const readable = new Set(
    found.filter((incident) => mayCallerRead(policy.people, incident, callerArn)).map(({ id }) => id),
  );
  return debts.map((debt) => (readable.has(debt.incidentId) ? debt : hidden(debt)));
}

function hidden(debt: Debt): Debt {
  const { undoReadiness: _readiness, expiry: _expiry, forbids, ...rest } = debt;
  return {
    ...rest,
    resource: 'restricted',
    howToRestore: 'Its incident is security-sensitive',
    backport: '',
    echoes: [],
    ...(forbids === undefined ? {} : { forbids: { version: forbids.version, summary: 'restricted' } }),
  };
}
