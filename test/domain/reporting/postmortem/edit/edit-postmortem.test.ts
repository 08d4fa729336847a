import { describe, expect, it } from '@jest/globals';
import type { Postmortem } from '../../../../../lambdas/domain/reporting/postmortem/document/postmortem-schema.ts';
import {
  editPostmortem,
  type PostmortemEdit,
} from '../../../../../lambdas/domain/reporting/postmortem/edit/edit-postmortem.ts';
import { refreshPostmortem } from '../../../../../lambdas/domain/reporting/postmortem/edit/refresh-postmortem.ts';
import {
  aPostmortem,
  draftedAt,
  generatedFacts,
  edited as must,
} from '../../../../support/builders/a-postmortem.ts';

const now = new Date('2026-11-23T09:00:00.000Z');
const edit = (document: Postmortem, change: PostmortemEdit, by = 'ana') =>
  editPostmortem(document, change, { by, now });
const words = (text: string, basedOn = 0): PostmortemEdit => ({
  change: 'words',
  section: 'impact',
  text,
  basedOn,
});
const reasonsFor = (document: Postmortem) =>
  Object.fromEntries(
    document.questions.filter(({ answer }) => answer === null).map(({ id }) => [id, 'nobody remembers']),
  );

describe('editing a postmortem', () => {
  it('keeps what a person wrote with their name, and what is generated as it was', () => {
    const draft = aPostmortem();
    const next = must(draft, words('Checkout showed a blank page.'));
    const section = next.sections.find(({ id }) => id === 'impact');
    expect(section?.words).toMatchObject({
      text: 'Checkout showed a blank page.',
      authors: ['ana'],
      version: 2,
    });
    expect(section?.statements).toEqual(draft.sections.find(({ id }) => id === 'impact')?.statements);
    expect(next.history.at(-1)).toMatchObject({ version: 2, by: 'person:ana' });
  });

  it('refuses whoever did not see what another wrote there, and shows it to them', () => {
    const first = must(aPostmortem(), words('Mine.'), 'ben');
    expect(edit(first, words('Yours.'))).toMatchObject({
      kind: 'changed',
      theirs: { text: 'Mine.', authors: ['ben'] },
    });
    const both = must(first, words('Mine, and yours.', 2));
    expect(both.sections.find(({ id }) => id === 'impact')?.words?.authors).toEqual(['ben', 'ana']);
  });

  it('lets two people write in different places at once', () => {
    const first = must(aPostmortem(), words('Mine.'), 'ben');
    const other = edit(first, { change: 'answer', question: 'customers', text: 'A blank page', basedOn: 0 });
    expect(other.kind).toBe('edited');
  });

  it('is the same when it is sent again', () => {
    const first = must(aPostmortem(), words('Mine.'));
    expect(edit(first, words('Mine.')).kind).toBe('same');
  });

  it('publishes only after a review, and counts what is unanswered with a reason for each', () => {
    const draft = must(aPostmortem(), {
      change: 'answer',
      question: 'customers',
      text: 'A blank page',
      basedOn: 0,
    });
    expect(edit(draft, { change: 'publish', reasons: reasonsFor(draft) }).kind).toBe('refused');
    const read = must(draft, { change: 'review' });
    expect(edit(read, { change: 'publish', reasons: {} })).toMatchObject({
      kind: 'refused',
      reason: expect.stringContaining('luck'),
    });
    const published = must(read, { change: 'publish', reasons: reasonsFor(read) });
    expect(published).toMatchObject({ state: 'published', published: { by: 'ana' } });
    const open = published.questions.filter(({ answer }) => answer === null);
    expect(published.history.at(-1)?.what).toContain(String(open.length));
    expect(open.every(({ leftOpen }) => leftOpen?.reason === 'nobody remembers')).toBe(true);
  });

  it('changes nothing of what is published until it is opened again with a reason', () => {
    const read = must(aPostmortem(), { change: 'review' });
    const published = must(read, { change: 'publish', reasons: reasonsFor(read) });
    expect(edit(published, words('Late.')).kind).toBe('refused');
    const reopened = must(published, { change: 'reopen', text: 'The cause was another' });
    expect(must(reopened, words('Late.')).state).toBe('reopened');
    expect(edit(reopened, { change: 'reopen', text: 'again' }).kind).toBe('refused');
  });

  it('names the questions that there are where one is asked for that is not', () => {
    expect(edit(aPostmortem(), { change: 'answer', question: 'nope', text: 'x', basedOn: 0 })).toMatchObject({
      kind: 'refused',
      reason: expect.stringContaining('customers'),
    });
  });

  it('brings what is generated up to date, and keeps every word of people', () => {
    const answered = must(aPostmortem(), {
      change: 'answer',
      question: 'well',
      text: 'The runbook',
      basedOn: 0,
    });
    const written = must(answered, words('Checkout showed a blank page.'));
    const facts = generatedFacts();
    const gone = { ...facts, questions: facts.questions.filter(({ id }) => id !== 'well'), backports: [] };
    const next = refreshPostmortem(written, gone, { by: 'person:ana', now: draftedAt });
    expect(next.backports).toEqual([]);
    expect(next.version).toBe(4);
    expect(next.sections.find(({ id }) => id === 'impact')?.words?.text).toBe(
      'Checkout showed a blank page.',
    );
    expect(next.questions.find(({ id }) => id === 'well')?.answer?.text).toBe('The runbook');
  });
});
