import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import type { Incident } from '../../../../lambdas/domain/records/incident.ts';
import { severities } from '../../../../lambdas/domain/records/severity.ts';
import {
  attachPostmortem,
  countReminder,
  endWait,
  raiseSeverity,
  stopAutomation,
} from '../../../../lambdas/domain/records/transitions/incident-changes.ts';
import {
  assessIncident,
  closeIncident,
  declareIncident,
  handOver,
  initialIncident,
  resumeResponse,
  startRecoveryVerification,
} from '../../../../lambdas/domain/records/transitions/incident-transitions.ts';
import type { Transition } from '../../../../lambdas/domain/records/transitions/transition.ts';
import { anAssessment, aPlan, aVerdict } from '../../../support/builders/builders.ts';

const now = new Date('2026-11-23T02:05:00.000Z');
const deadlineAt = new Date('2026-11-23T02:10:00.000Z');

const opened = initialIncident({
  id: 'inc_01KATZ3V000000000000000001',
  correlationKey: 'checkout/production',
  service: 'checkout',
  environment: 'production',
  title: 'CheckoutErrorRateHigh',
  severity: aVerdict({ severity: 'SEV2' }),
  policyHash: 'a'.repeat(64),
  reopens: null,
  now,
});

function must(transition: Transition): Incident {
  if (transition.ok) return transition.incident;
  throw new Error(transition.refusal.reason);
}

const declaration = {
  commander: 'ana',
  executionArn: 'arn:aws:states:x',
  severity: aVerdict({ severity: 'SEV2' }),
  now,
};
const verification = { stepIndex: 0, deadlineAt, encryptedToken: 'sealed', now };
const closing = {
  outcome: 'recovered',
  closedBy: 'firebreak:close-incident',
  openDebts: [],
  acceptedDebts: [],
  now,
} as const;
const declared = must(declareIncident(opened, declaration));
const responding = must(assessIncident(declared, anAssessment(), now));
const verifying = must(startRecoveryVerification(responding, verification));
const handedOver = must(handOver(responding, { reason: 'no step is left', encryptedToken: 'sealed', now }));
const closed = must(closeIncident(verifying, closing));

describe('an incident', () => {
  it('goes from opened to closed and written up, one version a write', () => {
    expect(
      [opened, declared, responding, verifying, closed].map(({ status, version }) => [status, version]),
    ).toEqual([
      ['opened', 1],
      ['triaging', 2],
      ['responding', 3],
      ['verifying', 4],
      ['closed', 5],
    ]);
    expect(must(attachPostmortem(closed, { key: 'postmortems/x.md' }, now))).toMatchObject({
      status: 'closed',
      version: 6,
    });
  });

  it('leaves the fields of a status behind with it', () => {
    expect(closed).not.toHaveProperty('wait');
    expect(must(resumeResponse(handedOver, now))).not.toHaveProperty('reason');
  });

  it('tells a repeated use case that there is nothing left to do', () => {
    for (const transition of [
      declareIncident(declared, declaration),
      assessIncident(responding, anAssessment(), now),
      closeIncident(closed, closing),
      stopAutomation(handedOver, 'person:ana', now),
      attachPostmortem(
        must(attachPostmortem(closed, { key: 'a', version: 1 }, now)),
        { key: 'b', version: 1 },
        now,
      ),
      attachPostmortem(must(attachPostmortem(closed, { key: 'a' }, now)), { key: 'b' }, now),
      resumeResponse(responding, now),
    ]) {
      expect(transition).toMatchObject({ ok: false, refusal: { code: 'incident.already-done' } });
    }
  });

  it('keeps its first assessment: an approval is bound to that plan', () => {
    const another = assessIncident(
      { ...responding, status: 'triaging' },
      anAssessment({ plan: aPlan([]) }),
      now,
    );
    expect(another).toMatchObject({ ok: false, refusal: { code: 'incident.already-done' } });
  });

  it('never leaves "closed"', () => {
    for (const transition of [
      assessIncident({ ...closed, assessment: null }, anAssessment(), now),
      resumeResponse(closed, now),
      startRecoveryVerification(closed, verification),
      handOver(closed, { reason: 'x', encryptedToken: null, now }),
      raiseSeverity(closed, aVerdict({ severity: 'SEV1' }), now),
      stopAutomation(closed, 'person:ana', now),
    ]) {
      expect(transition).toMatchObject({ ok: false, refusal: { code: 'incident.wrong-status' } });
    }
  });

  it('keeps what was read when the severity rose', () => {
    const values = [{ path: 'evidence.metrics.errorRate.current', value: 41 }];
    const raised = must(raiseSeverity(opened, aVerdict({ severity: 'SEV1', values }), now));
    expect(raised.severityValues).toEqual(values);
  });

  it('keeps the times of a wait and takes the newest token when the wait is repeated', () => {
    const later = new Date('2026-11-23T02:07:00.000Z');
    const again = must(
      startRecoveryVerification(verifying, {
        ...verification,
        encryptedToken: 'newer',
        deadlineAt: later,
        now: later,
      }),
    );
    expect(again).toMatchObject({
      since: now.toISOString(),
      deadlineAt: deadlineAt.toISOString(),
      wait: { encryptedToken: 'newer' },
    });
    const handedOverAgain = must(
      handOver(handedOver, { reason: 'other', encryptedToken: 'newer', now: later }),
    );
    expect(handedOverAgain).toMatchObject({
      reason: 'no step is left',
      since: now.toISOString(),
      wait: { encryptedToken: 'newer' },
    });
  });

  it('stops automation when it is handed over, until a person resumes it', () => {
    expect(handedOver.automationStoppedAt).toBe(now.toISOString());
    const resumed = must(resumeResponse({ ...handedOver, automationStoppedBy: 'person:ana' }, now));
    expect(resumed.automationStoppedAt).toBeNull();
    expect(resumed.automationStoppedBy).toBeUndefined();
  });

  it('stays stopped when a verification ends after a person stopped it', () => {
    const stopped = must(stopAutomation(verifying, 'person:ana', now));
    expect(must(resumeResponse(stopped, now))).toMatchObject({
      automationStoppedAt: now.toISOString(),
      automationStoppedBy: 'person:ana',
    });
  });

  it('counts reminders and ends the wait for a person', () => {
    expect(must(countReminder(handedOver, now))).toMatchObject({ reminders: 1 });
    expect(must(endWait(handedOver, now))).toMatchObject({ wait: null });
    expect(endWait(verifying, now).ok).toBe(false);
  });

  it('is closed by a person only with its debts accepted by name', () => {
    const byPerson = {
      ...closing,
      outcome: 'resolved-by-person',
      closedBy: 'person:ana',
      openDebts: ['a', 'b'],
    } as const;
    expect(closeIncident(handedOver, { ...byPerson, acceptedDebts: ['a'] })).toMatchObject({
      ok: false,
      refusal: { code: 'incident.open-debts', reason: expect.stringContaining('b') },
    });
    expect(must(closeIncident(handedOver, { ...byPerson, acceptedDebts: ['a', 'b'] }))).toMatchObject({
      acceptedDebts: ['a', 'b'],
    });
  });

  it('closes by itself with its debts on the books', () => {
    expect(must(closeIncident(verifying, { ...closing, openDebts: ['a'] }))).toMatchObject({
      acceptedDebts: ['a'],
    });
  });

  it('is sensitive once a verdict says security, and stays so', () => {
    const secret = must(
      declareIncident(opened, { ...declaration, severity: aVerdict({ symptom: 'security' }) }),
    );
    expect(secret.sensitive).toBe(true);
    expect(must(assessIncident(secret, anAssessment(), now)).sensitive).toBe(true);
  });

  it('takes the first verdict of policy, up or down, and is never rated lower by itself after it', () => {
    const severity = fc.constantFrom(...severities);
    fc.assert(
      fc.property(severity, severity, severity, (first, second, third) => {
        const start = { ...opened, severity: first };
        const afterDeclaring = must(
          declareIncident(start, { ...declaration, severity: aVerdict({ severity: second }) }),
        );
        const afterAssessing = must(
          assessIncident(afterDeclaring, anAssessment({ severity: aVerdict({ severity: third }) }), now),
        );
        expect(afterDeclaring.severity).toBe(second);
        const ranks = [afterDeclaring, afterAssessing].map((each) => severities.indexOf(each.severity));
        expect(ranks).toEqual(ranks.toSorted((a, b) => b - a));
        const raised = raiseSeverity(afterAssessing, aVerdict({ severity: first }), now);
        expect(raised.ok).toBe(severities.indexOf(first) < severities.indexOf(afterAssessing.severity));
      }),
    );
  });

  it('never stamps a write before the one it follows, though the clock was set back', () => {
    const back = new Date('2026-11-23T00:05:00.000Z');
    const closed = must(closeIncident(verifying, { ...closing, now: back }));
    expect(closed).toMatchObject({ closedAt: now.toISOString(), updatedAt: now.toISOString() });
    expect(must(attachPostmortem(closed, { key: 'key' }, back)).postmortem?.at).toBe(now.toISOString());
    expect(must(handOver(verifying, { reason: 'r', encryptedToken: null, now: back }))).toMatchObject({
      since: now.toISOString(),
    });
  });
});
