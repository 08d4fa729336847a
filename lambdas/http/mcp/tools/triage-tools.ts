import * as z from 'zod/mini';
import { untrusted } from '../untrusted.ts';
import { incidentId, ofIncident, type Tool, tool } from './tool.ts';

export const triageTools: readonly Tool[] = [
  tool({
    name: 'get_evidence',
    title: 'Get evidence',
    description:
      'What triage measured: metrics with baselines, new log errors, changes, blast radius; or why it could not.',
    input: z.strictObject({
      id: incidentId,
      kinds: z.optional(z.array(z.string().check(z.maxLength(40))).check(z.maxLength(10))),
    }),
    async call(api, { id, kinds }) {
      const { evidence } = await api.readIncident(id);
      const wanted = evidence.filter(({ kind }) => kinds === undefined || kinds.includes(kind));
      return {
        evidence: wanted.map(({ kind, status, gatheredAt, ...found }) => ({
          id: `evidence:${kind}`,
          kind,
          status,
          at: gatheredAt,
          found: untrusted('the systems that were asked', found),
        })),
      };
    },
  }),
  tool({
    name: 'get_changes',
    title: 'Get changes',
    description:
      'Deployments, flag and configuration changes that triage saw around the onset of an incident.',
    input: ofIncident,
    async call(api, { id }) {
      const { evidence } = await api.readIncident(id);
      const changes = evidence.flatMap((each) => ('changes' in each ? each.changes : []));
      return {
        changes: changes.map((change) => ({ id: `change:${change.id}`, ...untrusted('change', change) })),
      };
    },
  }),
  tool({
    name: 'get_suspects',
    title: 'Get suspects',
    description:
      'Changes ranked as likely cause, with reasons and what was ruled out. An empty list, or all ruled out, means that no change is blamed.',
    input: ofIncident,
    async call(api, { id }) {
      const { assessment } = await api.readIncident(id);
      if (assessment === null) return { assessedAt: null, suspects: [], culprit: null, explanation: null };
      const { at, suspects, culprit, explanation } = assessment;
      return {
        assessedAt: at,
        suspects: suspects.map(({ changeId, score, ruledOut, ...suspect }) => ({
          id: `change:${changeId}`,
          score,
          ruledOut,
          ...untrusted('triage', suspect),
        })),
        culprit: culprit === null ? null : `change:${culprit}`,
        explanation: explanation === null ? null : untrusted('triage', explanation),
      };
    },
  }),
  tool({
    name: 'get_plan',
    title: 'Get the plan',
    description:
      'The steps of the plan: action, resource, risk, expectation, what each guardrail said, what came of it.',
    input: ofIncident,
    async call(api, { id }) {
      const { plan } = await api.readIncident(id);
      if (plan === null) return { planHash: null, steps: [] };
      return {
        planHash: plan.hash,
        steps: plan.steps.map((step) => ({ id: `step:${step.index}`, ...untrusted('plan', step) })),
      };
    },
  }),
  tool({
    name: 'explain_policy',
    title: 'Explain what policy decided',
    description:
      'Which severity rule matched on which values, which runbooks gave the steps, and which guardrails spoke.',
    input: ofIncident,
    async call(api, { id }) {
      const { assessment, plan, policyHash } = await api.readIncident(id);
      return {
        policyHash,
        severity: assessment === null ? null : untrusted('policy', assessment.severity),
        disposition:
          assessment === null
            ? null
            : untrusted('policy', { disposition: assessment.disposition, reason: assessment.reason }),
        steps: (plan?.steps ?? []).map(({ index, runbook, action, guard }) => ({
          id: `step:${index}`,
          runbook,
          action,
          guard: guard === null ? null : untrusted('guardrails', guard),
        })),
        unavailable: (assessment?.unavailable ?? []).map((each) => untrusted('triage', each)),
      };
    },
  }),
];
