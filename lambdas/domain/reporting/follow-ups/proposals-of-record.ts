import type { ServicePolicy } from '../../policy/policy.ts';
import { blamedSuspect } from '../../records/plan.ts';
import type { RecordedFacts } from '../../records/recorded-facts.ts';
import { stepSummary } from '../labels/step-summary.ts';
import type { Proposal } from './proposal.ts';

/** Of the suspect, or of its absence. */
export function causeProposals({ incident }: RecordedFacts): readonly Proposal[] {
  // What is not blamed is no suspect worth a day of work.
  const suspect = incident.assessment === null ? undefined : blamedSuspect(incident.assessment);
  const again: readonly Proposal[] =
    incident.reopens === null
      ? []
      : [
          {
            type: 'hardening',
            reason: 'reopened',
            text: `Make what ended ${incident.reopens} last: it came back`,
            entries: ['incident.opened'],
          },
        ];
  if (suspect === undefined) {
    const entries = ['suspects.ranked', 'incident.opened'];
    return [
      { type: 'investigation', reason: 'cause', text: 'Find the cause: none is known', entries },
      ...again,
    ];
  }
  const entries = ['suspects.ranked'];
  return [
    {
      type: 'investigation',
      reason: 'cause',
      text: `Find out whether and how "${suspect.summary}" caused this`,
      entries,
    },
    {
      type: 'missing-test',
      reason: 'missing-test',
      text: `Add the test or check that would have stopped "${suspect.summary}"`,
      entries,
    },
    ...again,
  ];
}

/** Of what was changed in the running system and is not yet in code. */
export function debtProposals({ debts }: RecordedFacts): readonly Proposal[] {
  return debts
    .filter(({ status, backport }) => status !== 'restored' && backport !== '')
    .map(({ resource, stepIndex, backport, owner }) => ({
      type: 'back-port',
      reason: `back-port:${stepIndex}:${resource}`,
      text: `In code: ${backport}`,
      owner,
      entries: [`debt.recorded:${stepIndex}:${resource}`],
    }));
}

/** Of steps that were done and did not help. */
export function stepProposals({ incident, steps }: RecordedFacts): readonly Proposal[] {
  return steps
    .filter(({ verification }) => verification !== null && verification.verdict.state !== 'recovered')
    .map(({ index }) => {
      const name = stepSummary(incident, index);
      return {
        type: 'runbook',
        reason: `step:${index}`,
        text: `Find out why "${name}" did not help, and whether it belongs in the runbook`,
        entries: [`step.verified:${index}`],
      };
    });
}

/** Of what Firebreak itself could not see. */
export function gapProposals(
  { incident }: RecordedFacts,
  service: ServicePolicy | null,
): readonly Proposal[] {
  const gaps = (incident.assessment?.unavailable ?? []).map(({ kind, reason }): Proposal => {
    const text = `Make ${kind.replace('-', ' ')} available to triage: ${reason}`;
    return {
      type: 'missing-evidence',
      reason: `evidence:${kind}`,
      text,
      entries: [`evidence.unavailable:${kind}`],
    };
  });
  if (service !== null) return gaps;
  const text = `Add ${incident.service} in ${incident.environment} to services.yaml: no action is possible before`;
  return [
    ...gaps,
    { type: 'unknown-service', reason: 'unknown-service', text, entries: ['incident.opened'] },
  ];
}
