import { describe, expect, it } from '@jest/globals';
import { evidenceText } from '../../../bin/commands/incidents/evidence-text.ts';
import { checkCondition } from '../../../lambdas/domain/policy/conditions/check-condition.ts';
import { runbookFields } from '../../../lambdas/domain/policy/conditions/condition-fields.ts';
import { evaluateCondition } from '../../../lambdas/domain/policy/conditions/conditions.ts';
import { evidenceContext } from '../../../lambdas/domain/triage/conditions/condition-context.ts';
import { deadLettersEvidence as kind } from '../../../lambdas/evidence/dead-letters/dead-letters-evidence.ts';
import { deadLettersPermissions } from '../../../lambdas/evidence/dead-letters/dead-letters-permissions.ts';
import { evidenceKinds } from '../../../lambdas/evidence/index.ts';
import { shippedPolicy } from '../../support/builders/builders.ts';
import {
  deadLettersOf,
  seenDeaths,
  seenQueue,
} from '../../support/builders/evidence/dead-letters-evidence.ts';

const moved = {
  index: 1,
  resource: 'dead-letter-queue:ledger-dlq',
  result: { text: 'Began to put 31 back' },
  settling: { text: 'Put back 28 by hand; none died again; 3 are in the queue now' },
};
const rowsOf = (found = deadLettersOf(), steps: Parameters<typeof kind.section>[1] = []) =>
  kind
    .section(found, steps)
    .items.map(({ text, details, caveat, share }) => ({ text, rows: details ?? [], caveat, share }));

describe('evidence of dead letters', () => {
  it('tells how many lie where, of which causes, and when the first is lost', () => {
    expect(kind.gathered(deadLettersOf())).toBe(
      'Dead letters looked at: 31 dead letters in ledger-dlq: 28 schema, 3 of unknown cause',
    );
    expect(kind.facts(deadLettersOf()).map(({ text }) => text)).toEqual([
      '31 dead letters in ledger-dlq: 28 schema, 3 of unknown cause; the first is thrown away at 2026-12-07 02:00 UTC',
    ]);
    const [line] = kind.glance.lines(deadLettersOf()).lines;
    expect(line?.map(({ text }) => text).join('')).toBe(
      '31 dead letters in ledger-dlq: 28 schema, 3 of unknown cause',
    );
  });

  it('says that a sample is one, and that a queue was not looked into', () => {
    const sampled = deadLettersOf({ queues: [seenQueue({ depth: 4000 })] });
    expect(kind.gathered(sampled)).toContain('of 31 looked at');
    expect(rowsOf(sampled)[0]?.caveat).toContain('31 of them were looked at');
    const closed = seenQueue({
      looked: 0,
      groups: [],
      notLooked: 'it has one of its own',
      oldestSeconds: 7200,
    });
    expect(kind.gathered(deadLettersOf({ queues: [closed] }))).toContain('not looked at');
    expect(rowsOf(deadLettersOf({ queues: [closed] }))).toMatchObject([
      {
        caveat: 'it has one of its own',
        rows: expect.arrayContaining([{ name: 'Oldest there for', text: '2 h' }]),
      },
    ]);
  });

  it('says of an empty queue that it is empty, and tells nobody', () => {
    const empty = deadLettersOf({ queues: [seenQueue({ depth: 0, looked: 0, groups: [] })] });
    expect(kind.gathered(empty)).toBe('Dead letters looked at: No dead letters in ledger-dlq');
    expect([kind.facts(empty), kind.glance.lines(empty).lines, kind.postmortem.statements(empty)]).toEqual([
      [],
      [],
      [],
    ]);
  });

  it('says of each cause which may go back, and why the others stay', () => {
    const mixed = seenQueue({ groups: [seenDeaths({ stays: null }), seenDeaths({ class: 'poison' })] });
    const [, may, stay] = rowsOf(deadLettersOf({ queues: [mixed] }));
    expect(may?.rows[0]?.name).toBe('May go back');
    expect(stay?.rows[0]).toEqual({ name: 'Stays', text: 'the consumer was not changed since' });
    expect(may?.share).toBeCloseTo(28 / 31);
  });

  it('tells what a step did with the messages of its queue, and of no other', () => {
    expect(rowsOf(deadLettersOf(), [moved])[0]?.rows[0]).toEqual({
      name: 'Step 2',
      text: moved.settling.text,
    });
    expect(rowsOf(deadLettersOf(), [{ ...moved, settling: null }])[0]?.rows[0]?.text).toBe(moved.result.text);
    const elsewhere = { ...moved, resource: 'dead-letter-queue:orders-dlq' };
    expect(rowsOf(deadLettersOf(), [elsewhere])).toEqual(rowsOf());
  });

  it('names what could not be read', () => {
    const found = deadLettersOf({
      queues: [seenQueue({ logsMissing: 'access was denied' })],
      missing: [{ queue: 'orders-dlq', reason: 'there is no queue orders-dlq' }],
    });
    expect(kind.missing(found)).toEqual([
      'orders-dlq: there is no queue orders-dlq',
      'why messages died in ledger-dlq: access was denied',
    ]);
  });

  it('leaves by the API as it was found, and stands in a terminal without its escapes', () => {
    const hostile = deadLettersOf({
      queues: [seenQueue({ groups: [seenDeaths({ sample: 'x\u001b[31mred' })] })],
    });
    expect(kind.response.parse(hostile)).toEqual({ ...hostile, missing: [] });
    const shown = evidenceText([kind.response.parse(hostile)], null, [moved]);
    expect(shown).toContain('Dead letters');
    expect(shown).toContain('Step 2');
    expect(shown).not.toContain('\u001b[31m');
  });

  it.each([
    'evidence.deadLetters.depth == 31 && evidence.deadLetters.looked == 31',
    'evidence.deadLetters.classes.schema > 20 && evidence.deadLetters.classes.poison == 0',
    'evidence.deadLetters.mayGoBack == 0',
  ])('answers conditions: %s', (expression) => {
    const fields = runbookFields(
      Object.fromEntries(evidenceKinds.map(({ conditions }) => [conditions.name, conditions.fields])),
    );
    expect(checkCondition(expression, fields)).toEqual([]);
    const context = { evidence: evidenceContext([deadLettersOf()], evidenceKinds) };
    expect(evaluateCondition(expression, context)).toEqual({ holds: true, problem: null });
  });
});

describe('what reading dead letters may do', () => {
  it('is to look into the queues of policy, and neither to delete nor to send', async () => {
    const { services } = await shippedPolicy();
    const allowed = deadLettersPermissions(services).flatMap(({ actions }) => actions);
    expect(allowed).toContain('sqs:ReceiveMessage');
    expect(allowed.filter((name) => /Delete|Send|Start(?!Query)|Change|Purge|Move/.test(name))).toEqual([]);
    expect(deadLettersPermissions(services.filter(({ id }) => id === 'checkout'))).toEqual([]);
  });
});
