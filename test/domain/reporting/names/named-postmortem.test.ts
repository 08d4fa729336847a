import { describe, expect, it } from '@jest/globals';
import { namedPostmortem } from '../../../../lambdas/domain/reporting/names/named-postmortem.ts';
import { timelineInNames } from '../../../../lambdas/domain/reporting/names/named-timeline.ts';
import { postmortemSchema } from '../../../../lambdas/domain/reporting/postmortem/document/postmortem-schema.ts';
import { projectTimeline } from '../../../../lambdas/domain/reporting/timeline/timeline-projection.ts';
import { aPostmortem, edited } from '../../../support/builders/a-postmortem.ts';
import { replaceStrings } from '../../../support/builders/replace-strings.ts';
import { sampleApproval, sampleRecord } from '../../../support/builders/samples/sample-incident.ts';

const names = {
  person: (id: string) => (id === 'zoe' ? 'Zoe Zimmer' : id),
  agent: (id: string) => id,
  service: (id: string) => id,
};

describe('a postmortem with names', () => {
  it('calls nobody by an id, whatever they did in it', () => {
    const draft = aPostmortem();
    const [first, second] = draft.questions.map(({ id }) => id);
    const reasons = Object.fromEntries(draft.questions.slice(2).map(({ id }) => [id, 'not asked in time']));
    const changes = [
      { change: 'words', section: 'summary', text: 'It was us.', basedOn: 0 },
      { change: 'answer', question: first ?? '', text: 'Many.', basedOn: 0 },
      { change: 'leave-open', question: second ?? '', text: 'nobody knows' },
      { change: 'review' },
      { change: 'publish', reasons },
    ] as const;
    const written = changes.reduce((document, change) => edited(document, change, 'zoe'), draft);
    const byZoe = replaceStrings(written, (text) =>
      text.replace(/^(person:)?(?:alice|ana|bob|ops)$/, '$1zoe'),
    );
    const named = namedPostmortem(byZoe, names);
    expect(JSON.stringify(byZoe)).toMatch(/"(person:)?zoe"/);
    expect(JSON.stringify(named)).not.toMatch(/"(person:)?zoe"/);
    expect(postmortemSchema.safeParse(named).success).toBe(true);
  });

  it('rests on a timeline of the same entries, by the ids of those who acted', () => {
    const record = sampleRecord('closed');
    const approvals = [sampleApproval('approved')];
    const called = { ...names, person: (id: string) => `${id.toUpperCase()}!` };
    const plain = projectTimeline(record, approvals, []);
    const told = timelineInNames(record, approvals, [], called);
    const known = ({ id, at, actor, kind }: (typeof plain)[number]) => ({ id, at, actor, kind });
    expect(told.map(known)).toEqual(plain.map(known));
    expect(told.map(({ text }) => text).join('\n')).toContain('ALICE! approved it');
  });
});
