import type { CompiledPolicy } from '../../../lambdas/domain/policy/policy.ts';
import type { IncidentStatus } from '../../../lambdas/domain/records/incident.ts';
import type { RunCommandInput } from '../../../lambdas/use-cases/console/run-command.ts';
import { type RehearsalOptions, startRehearsal } from '../../../local/rehearsal/rehearsal.ts';
import type { JsonObject } from '../../../local/step-functions/values/json.ts';
import { loadScenario, type Scenario } from '../../../local/world/scenario/scenario.ts';
import { lambda } from '../../../local/world/services/lambda/lambda.ts';
import { findAlias } from '../../../local/world/services/lambda/lambda-state.ts';
import { shippedPolicy } from '../builders/builders.ts';
import { createFaults, type Faults } from '../faults/faults.ts';
import { throughFaults } from '../faults/through-faults.ts';

export interface IncidentWorldOptions extends Pick<RehearsalOptions, 'intercept' | 'onLog'> {
  readonly scenario?: string;
  /** What happens otherwise than in the shipped scenario. */
  readonly world?: (shipped: Scenario) => Scenario;
  readonly faults?: Faults;
  /** What the handlers get in the place of these ports, behind the faults. */
  readonly watched?: <Ports extends object>(ports: Ports) => Ports;
  readonly policy?: (shipped: CompiledPolicy) => CompiledPolicy;
}

/** A rehearsal of a shipped scenario with the shipped policy, through faults, and what ana does in it. */
export async function incidentWorld(options: IncidentWorldOptions = {}) {
  const {
    scenario = 'bad-deploy',
    world = (shipped) => shipped,
    faults = createFaults(null),
    policy = (shipped) => shipped,
    watched = (ports) => ports,
  } = options;
  const rehearsal = await startRehearsal({
    ...options,
    policy: policy(await shippedPolicy()),
    scenario: world(loadScenario(scenario)),
    startAt: Date.UTC(2026, 10, 23, 2, 0, 0),
    through: (ports) => throughFaults(faults, watched(ports)),
  });
  return {
    ...rehearsal,
    /** Until the incident has one of these statuses, or so many minutes are over. */
    async passUntil(statuses: readonly IncidentStatus[], minutes = 30): Promise<void> {
      for (let minute = 0; minute < minutes; minute += 1) {
        await rehearsal.pass(1);
        const found = await rehearsal.incident().catch(() => null);
        if (found !== null && statuses.includes(found.status)) return;
      }
    },
    alias: () => findAlias(rehearsal.account.stateOf(lambda), 'checkout', 'live')?.version,
    decide: (decision: 'approve' | 'reject', person = 'ana') => rehearsal.decide(decision, person),
    command: (command: RunCommandInput['command'] | JsonObject, acceptDebts: readonly string[] = []) =>
      rehearsal.command(
        typeof command === 'object'
          ? command
          : {
              command,
              by: 'ana',
              acceptDebts: [...acceptDebts],
              ...(command === 'resolve' ? { yes: true, comment: 'seen to be over' } : {}),
            },
      ),
  };
}

export type IncidentWorld = Awaited<ReturnType<typeof incidentWorld>>;
