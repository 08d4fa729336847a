import { changesOf } from '../../records/evidence.ts';
import type { Resource } from '../../records/resource.ts';
import { draftOn, type StepDraft, targetToRevert } from './draft-step.ts';
import type { PlanningInput } from './planning-input.ts';
import type { Proposed, WantedStep } from './proposed.ts';

/**
 * What an agent proposed, as the catalogue and policy would do it, or why it cannot be. Targets are resources of the service; versions,
 * amounts, what is expected and what must not get worse are never the agent's.
 */
export function draftProposal(
  { step, agent }: Proposed,
  input: Pick<PlanningInput, 'actions' | 'service' | 'evidence' | 'protected'>,
): StepDraft | string {
  const { actions, service } = input;
  const action = actions.find(({ kind }) => kind === step.action);
  if (action === undefined) return `there is no action "${step.action}": docs/actions.md lists them`;
  if (service === null) return 'policy does not know the service';
  const change = changesOf(input.evidence).find(({ id }) => id === step.changeId) ?? null;
  if (step.changeId !== null && change === null) return `triage saw no change "${step.changeId}"`;
  const target =
    change === null
      ? service.resources.find(({ key }) => key === step.resource)
      : targetToRevert(action, change, service);
  if (typeof target === 'string') return target;
  if (target === undefined) {
    const known = service.resources.map(({ key }) => key).join(', ');
    return `"${step.resource}" is no resource of ${service.id}: ${known === '' ? 'it has none' : known}`;
  }
  const mismatch = whyNotThat(target, step, action.target.kind);
  if (mismatch !== null) return mismatch;
  const draft = draftOn(
    { action, target, change, service },
    { expectation: {}, reason: `${agent.name} proposed it: “${step.reason}”`, place: `agent:${agent.id}` },
    input,
  );
  return typeof draft === 'string'
    ? draft
    : { ...draft, proposedBy: { agent: agent.id, of: agent.of ?? null } };
}

function whyNotThat(
  { key, kind }: Resource,
  { action, resource }: WantedStep,
  wanted: string,
): string | null {
  if (kind !== wanted) return `${action} works on a ${wanted}, and ${key} is a ${kind}`;
  return resource === null || resource === key ? null : `that change was made to ${key}, not to ${resource}`;
}
