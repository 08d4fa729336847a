import { describe, expect, it } from '@jest/globals';
import { namedApproval, namedRecord } from '../../../../lambdas/domain/reporting/names/named-facts.ts';
import type { Names } from '../../../../lambdas/domain/reporting/names/policy-names.ts';
import { projectTimeline } from '../../../../lambdas/domain/reporting/timeline/timeline-projection.ts';
import { sampleApproval, sampleRecord } from '../../../support/builders/samples/sample-incident.ts';

const called: Readonly<Record<string, string>> = { alice: 'Alice Adler', bob: 'Bob Bell' };
const names: Names = {
  person: (id) => called[id] ?? id,
  agent: (id) => (id === 'helper' ? 'Ana’s helper' : id),
  service: (id) => (id === 'checkout' ? 'The checkout' : id),
};
const sent = (id: string, text: string, data: object) => ({
  id,
  at: '2026-03-01T02:30:00.000Z',
  actor: 'person:alice',
  kind: id,
  text,
  data: { ...data },
});

describe('facts with names', () => {
  const record = sampleRecord('closed');
  const told = {
    ...record,
    entries: [
      sent('notification.sent', 'bob was notified by mail: closed', { person: 'bob' }),
      sent('status-update.sent', 'Status update sent to alice, zed', { people: ['alice', 'zed'] }),
      sent('command.note', 'bobsleigh is down', {}),
      { ...sent('agent.note', 'Note by an agent: looking', {}), actor: 'agent:helper' },
    ],
  };
  const named = namedRecord(told, names);
  const timeline = projectTimeline(named, [namedApproval(sampleApproval('approved'), names)], []);
  const texts = timeline.map(({ text }) => text);

  it('put people and services into words by their names, and by their ids where there is none', () => {
    const asked = texts.find((text) => text.startsWith('Asked '));
    expect(asked).toContain('Alice Adler, Bob Bell');
    expect(texts.join('\n')).not.toMatch(/\b(alice|bob)\b/);
    expect(texts[0] ?? '').not.toBe('');
    expect(texts.some((text) => text.includes('opened for The checkout in'))).toBe(true);
    expect(texts).toContain('Bob Bell was notified by mail: closed');
    expect(texts).toContain('Status update sent to Alice Adler, zed');
    expect(texts).toContain('bobsleigh is down');
    expect(timeline.find(({ kind }) => kind === 'command.note')?.actor).toBe('person:Alice Adler');
    expect(timeline.find(({ kind }) => kind === 'agent.note')?.actor).toBe('agent:Ana’s helper');
  });

  it('are the same entries at the same times', () => {
    const plain = projectTimeline(told, [sampleApproval('approved')], []);
    const known = ({ id, at, kind }: (typeof plain)[number]) => ({ id, at, kind });
    expect(timeline.map(known)).toEqual(plain.map(known));
  });
});
