import { countWriting } from '../../domain/agents/count-writing.ts';
import { CommandRefusedError, NotFoundError, RestrictedError } from '../../domain/errors.ts';
import { mayCallerRead } from '../../domain/policy/people/may-read.ts';
import type { CompiledPolicy } from '../../domain/policy/policy.ts';
import type { AgentPolicy, AgentWriting } from '../../domain/policy/schemas/agents-schema.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Ids } from '../../ports/ids.ts';
import type { AgentQuotaStore } from '../../ports/stores/agent-quota-store.ts';
import type { IncidentRecord, IncidentStore } from '../../ports/stores/incident-store.ts';
import { repeatOnConflict } from '../records/repeat-on-conflict.ts';

export interface WriteAsAgentDeps {
  readonly incidents: IncidentStore;
  readonly agentQuotas: AgentQuotaStore;
  readonly policy: Pick<CompiledPolicy, 'people'>;
  readonly ids: Ids;
  readonly clock: Clock;
}

/** An agent that policy names, and what it signed as; null where nothing is signed. */
export interface CallingAgent {
  readonly agent: AgentPolicy;
  readonly callerArn: string | null;
}

/**
 * The incident that an agent wants to write about. Throws NotFoundError, RestrictedError for one that it may not read, CommandRefusedError
 * where policy does not let it write that.
 */
export async function readForAgent(
  { incidents, policy }: Pick<WriteAsAgentDeps, 'incidents' | 'policy'>,
  { agent, callerArn }: CallingAgent,
  incidentId: string,
  writing: AgentWriting,
): Promise<IncidentRecord> {
  if (!agent.may.includes(writing)) {
    throw new CommandRefusedError(`people.yaml does not let ${agent.id} ${writing}`);
  }
  const record = await incidents.readRecord(incidentId);
  if (record === null) throw new NotFoundError('There is no such incident');
  if (!mayCallerRead(policy.people, record.incident, callerArn)) throw new RestrictedError();
  return record;
}

const attempts = 10;

/** Counts it before anything is written: what fails afterwards has counted. Throws CommandRefusedError over the agent's limits. */
export async function countForAgent(
  { agentQuotas, clock }: Pick<WriteAsAgentDeps, 'agentQuotas' | 'clock'>,
  agent: AgentPolicy,
  incidentId: string,
): Promise<void> {
  await repeatOnConflict(async () => {
    const counted = countWriting(await agentQuotas.readQuota(agent.id), agent, incidentId, clock.now());
    if (!counted.ok) throw new CommandRefusedError(counted.reason);
    await agentQuotas.saveQuota(counted.quota);
  }, attempts);
}
