import type { CompiledPolicy } from '../../../lambdas/domain/policy/policy.ts';
import type { AgentPolicy } from '../../../lambdas/domain/policy/schemas/agents-schema.ts';
import type { Incident } from '../../../lambdas/domain/records/incident.ts';
import { createManualClock } from '../../../local/rehearsal/memory/manual-clock.ts';
import { createMemoryPorts, handlerDeps } from '../../../local/rehearsal/memory-ports.ts';
import { anAssessment, aService, metricsEvidence } from '../builders/builders.ts';
import { aPolicy } from '../builders/policy/a-policy.ts';
import { anAgent, withAgents } from '../builders/policy/an-agent.ts';
import { anIncident, changesEvidence } from '../builders/records.ts';

export interface AgentWorldOptions {
  readonly agents?: readonly AgentPolicy[];
  readonly policy?: (shipped: CompiledPolicy) => CompiledPolicy;
  readonly incident?: Partial<Incident>;
}

/** A bad deployment that people have, since the plan had no step; and agents of policy. */
export async function agentWorld({
  agents = [anAgent()],
  policy = (shipped) => shipped,
  incident: overrides = {},
}: AgentWorldOptions = {}) {
  const clock = createManualClock('2026-11-23T02:10:00.000Z');
  const shipped = withAgents(aPolicy({ services: [aService()] }), agents);
  const deps = { ...handlerDeps(createMemoryPorts(clock, policy(shipped))), access: 'open' as const };
  const incident: Incident = Object.assign(anIncident(), {
    status: 'handed-over' as const,
    reason: 'no step applies',
    since: '2026-11-23T02:05:00.000Z',
    wait: null,
    reminders: 0,
    automationStoppedAt: '2026-11-23T02:05:00.000Z',
    assessment: anAssessment({ plan: { steps: [], hash: 'none' } }),
    ...overrides,
  });
  await deps.incidents.createIncident(incident);
  await deps.incidents.putEvidence(incident.id, metricsEvidence());
  await deps.incidents.putEvidence(incident.id, changesEvidence());
  return {
    deps,
    clock,
    incidentId: incident.id,
    entries: async () => (await deps.incidents.readRecord(incident.id))?.entries ?? [],
  };
}
