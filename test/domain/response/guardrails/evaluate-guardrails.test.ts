import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import type { GuardrailsPolicy } from '../../../../lambdas/domain/policy/policy.ts';
import { peopleNeeded } from '../../../../lambdas/domain/records/guardrails/guardrail-verdict.ts';
import { evaluateGuardrails } from '../../../../lambdas/domain/response/guardrails/evaluate-guardrails.ts';
import type {
  Guardrail,
  GuardrailContext,
} from '../../../../lambdas/domain/response/guardrails/guardrail.ts';
import { guardrails } from '../../../../lambdas/domain/response/guardrails/index.ts';
import { aGuardrailContext } from '../../../support/builders/guardrail-context.ts';
import { aStep } from '../../../support/builders/records.ts';

import { auto, protecting, type Row, shipped } from './rows/guardrail-row.ts';
import { historyRows } from './rows/history-rows.ts';
import { permissionRows } from './rows/permission-rows.ts';
import { stepRows } from './rows/step-rows.ts';

const rows: readonly Row[] = [...permissionRows, ...historyRows, ...stepRows];

/** Everything allows, unless the test says otherwise. */
function aContext(
  overrides: Partial<GuardrailContext> = {},
  policy: Partial<GuardrailsPolicy> = {},
): GuardrailContext {
  const all = { ...shipped, mode: { SEV1: auto, SEV2: auto, SEV3: auto }, ...policy };
  return aGuardrailContext(all, overrides);
}

const decide = (overrides: Partial<GuardrailContext> = {}, policy: Partial<GuardrailsPolicy> = {}) =>
  evaluateGuardrails(aContext(overrides, policy));
const finding = (name: string, context: GuardrailContext) =>
  evaluateGuardrails(context).findings.find(({ guardrail }) => guardrail === name);

describe('the guardrails', () => {
  it('allow a reversible action on a known target with fresh evidence in automatic mode', () => {
    expect(decide().decision).toBe('allow');
  });

  it('ask a person with the shipped policy', () => {
    expect(decide({}, { mode: shipped.mode }).decision).toBe('needs-approval');
  });

  it('are described in docs/guardrails.md, each under its name and no other', () => {
    const text = readFileSync(new URL('../../../../docs/guardrails.md', import.meta.url), 'utf8');
    const headings = [...text.matchAll(/^### (.+)$/gm)].map(([, heading]) => heading);
    expect(headings).toEqual(guardrails.map(({ name }) => name));
  });

  it('have names of their own and give reasons', () => {
    const { findings } = decide();
    expect(new Set(findings.map(({ guardrail }) => guardrail)).size).toBe(guardrails.length);
    for (const { reason } of findings) expect(reason).not.toBe('');
  });
});

describe.each(rows)('%s', (name, sentence, context, policy, decision) => {
  it(sentence, () => {
    expect(finding(name, aContext(context(), policy()))).toMatchObject({ decision });
  });
});

describe('every guardrail', () => {
  it.each(guardrails.map(({ name }) => name))('decides something that no other one does: %s', (name) => {
    const rest = guardrails.filter((each) => each.name !== name);
    const changes = rows
      .filter(([guardrail]) => guardrail === name)
      .some(([, , context, policy]) => {
        const given = aContext(context(), policy());
        return evaluateGuardrails(given).decision !== evaluateGuardrails(given, rest).decision;
      });
    expect(changes).toBe(true);
  });

  it('says how many people must agree', () => {
    const verdict = evaluateGuardrails(aContext({}, protecting('two-people')()));
    expect([verdict.decision, peopleNeeded(verdict)]).toEqual(['needs-approval', 2]);
    const asked = evaluateGuardrails(aContext({ step: aStep({ peopleNeeded: 2 }) }));
    expect([asked.decision, peopleNeeded(asked)]).toEqual(['needs-approval', 2]);
    const byOne = evaluateGuardrails(aContext({ step: aStep({ peopleNeeded: 1 }) }));
    expect([byOne.decision, peopleNeeded(byOne)]).toEqual(['needs-approval', 1]);
    expect(peopleNeeded(evaluateGuardrails(aContext({}, protecting('ask')())))).toBe(1);
  });

  it('asks as many people as policy says for the worst severity, whichever guardrail asks', () => {
    const one = { reversible: 1, irreversible: 1 };
    const people = { SEV1: { reversible: 2, irreversible: 3 }, SEV2: one, SEV3: one };
    const judge = (overrides: Partial<GuardrailContext>, policy: Partial<GuardrailsPolicy>) => {
      const verdict = evaluateGuardrails(aContext(overrides, { people, ...policy }));
      return [verdict.decision, peopleNeeded(verdict)];
    };
    expect(judge({}, { mode: shipped.mode })).toEqual(['needs-approval', 2]);
    expect(judge({}, protecting('ask')())).toEqual(['needs-approval', 2]);
    expect(judge({ step: aStep({ risk: 'irreversible' }) }, {})).toEqual(['needs-approval', 3]);
    expect(judge({ severities: ['SEV3', 'SEV1'] }, { mode: shipped.mode })).toEqual(['needs-approval', 2]);
    expect(judge({ severities: ['SEV3'] }, { mode: shipped.mode })).toEqual(['needs-approval', 1]);
    expect(judge({}, {})[0]).toBe('allow');
  });
});

describe('evaluating guardrails', () => {
  const rule = (decision: 'allow' | 'needs-approval' | 'deny' | 'not-applicable' | 'throw'): Guardrail => ({
    name: decision,
    check() {
      if (decision === 'throw') throw new Error('broken');
      return { decision, reason: decision };
    },
  });
  const decisions = ['allow', 'needs-approval', 'deny', 'not-applicable', 'throw'] as const;

  it('denies when one throws, and says which', () => {
    const { decision, findings } = evaluateGuardrails(aContext(), [rule('allow'), rule('throw')]);
    expect(decision).toBe('deny');
    expect(findings[1]).toMatchObject({
      guardrail: 'throw',
      decision: 'deny',
      reason: expect.stringContaining('broken'),
    });
  });

  it('denies what nothing allows', () => {
    expect(evaluateGuardrails(aContext(), []).decision).toBe('deny');
    expect(evaluateGuardrails(aContext(), [rule('not-applicable')]).decision).toBe('deny');
  });

  it('never lets anything run that one denies or that broke one, whatever the others say and in whatever order', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...decisions)), (list) => {
        const { decision } = evaluateGuardrails(aContext(), list.map(rule));
        const reversed = evaluateGuardrails(aContext(), list.toReversed().map(rule));
        expect(reversed.decision).toBe(decision);
        if (list.includes('deny') || list.includes('throw')) expect(decision).toBe('deny');
        else if (list.includes('needs-approval')) expect(decision).toBe('needs-approval');
        else expect(decision).toBe(list.includes('allow') ? 'allow' : 'deny');
      }),
    );
  });
});
