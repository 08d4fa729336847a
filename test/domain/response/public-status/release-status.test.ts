import { describe, expect, it } from '@jest/globals';
import type { PublicStatus } from '../../../../lambdas/domain/records/public-status/public-status.ts';
import type { Drafted } from '../../../../lambdas/domain/reporting/public-status/draft-status.ts';
import {
  type GivenRelease,
  releaseStatus,
} from '../../../../lambdas/domain/response/public-status/release-status.ts';
import { aPublicRelease, aPublicStatus } from '../../../support/builders/public-status/a-public-status.ts';
import { anIncident } from '../../../support/builders/records.ts';

const now = new Date('2026-11-23T02:20:00.000Z');
const base = {
  state: 'identified',
  impact: 'major',
  title: 'Checkout: errors',
  text: 'Some requests fail.',
  startedAt: '2026-11-23T02:02:00.000Z',
  name: 'Checkout',
} as const;
const drafted: Drafted = { draft: { ...base, id: 'drf_aaaaaaaaaaaa' }, base, why: null };
const given = (overrides: Partial<GivenRelease> = {}): GivenRelease => ({
  draft: 'drf_aaaaaaaaaaaa',
  state: null,
  text: null,
  by: 'ana',
  ...overrides,
});
const release = (what: GivenRelease, known: PublicStatus | null = null, of: Drafted = drafted) =>
  releaseStatus({ incident: anIncident(), drafted: of, known }, what, now);

describe('releasing to the public', () => {
  it('releases the draft that the person has read', () => {
    expect(release(given())).toMatchObject({
      ok: true,
      isNew: true,
      release: { number: 1, state: 'identified', text: 'Some requests fail.', by: 'person:ana' },
      status: { version: 1, isInWork: true, startedAt: base.startedAt },
    });
  });

  it('refuses a draft that has changed since, and says which it is now', () => {
    expect(release(given({ draft: 'drf_bbbbbbbbbbbb' }))).toEqual({
      ok: false,
      reason: expect.stringContaining('drf_aaaaaaaaaaaa'),
    });
  });

  it('releases once what is sent again', () => {
    const known = aPublicStatus({ releases: [aPublicRelease({ draft: 'drf_aaaaaaaaaaaa' })] });
    const none: Drafted = { draft: null, base, why: 'nothing has changed' };
    expect(release(given(), known, none)).toMatchObject({ ok: true, isNew: false, status: known });
    const own = given({ draft: null, state: 'monitoring', text: 'We watch it.' });
    const first = release(own, known);
    if (!first.ok) throw new Error(first.reason);
    expect(first).toMatchObject({ isNew: true, release: { number: 2, draft: null } });
    expect(release(own, first.status)).toMatchObject({ ok: true, isNew: false });
  });

  it('does not take other words, or another state, for a draft that was released for the same again', () => {
    const first = release(given({ text: 'We have revreted it.' }));
    if (!first.ok) throw new Error(first.reason);
    expect(release(given({ text: 'We have revreted it.' }), first.status)).toMatchObject({ isNew: false });
    const next: Drafted = { draft: { ...base, id: 'drf_bbbbbbbbbbbb' }, base, why: null };
    const changed = { ok: false, reason: expect.stringContaining('drf_bbbbbbbbbbbb') };
    expect(release(given({ text: 'We have reverted it.' }), first.status, next)).toEqual(changed);
    const other = given({ state: 'resolved', text: 'We have revreted it.' });
    expect(release(other, first.status, next)).toEqual(changed);
  });

  it('takes own words on one line in place of those of the draft', () => {
    const made = release(given({ text: 'We have\nreverted\u202e it.' }));
    expect(made).toMatchObject({
      release: { state: 'identified', text: expect.not.stringMatching(/[\n\u202e]/u) },
    });
  });

  it('needs a draft, or a state and words', () => {
    expect(release(given({ draft: null }))).toMatchObject({ ok: false });
    expect(release(given({ draft: null, text: 'It is over.' }))).toMatchObject({ ok: false });
  });

  it('releases nothing where nothing may be published, not even own words or what was released before', () => {
    const nothing: Drafted = { draft: null, base: null, why: 'it is security-sensitive' };
    const known = aPublicStatus({ releases: [aPublicRelease({ draft: 'drf_aaaaaaaaaaaa' })] });
    expect(release(given(), known, nothing)).toMatchObject({ ok: false });
    expect(
      release(given({ draft: null, state: 'resolved', text: 'It is over.' }), null, nothing),
    ).toMatchObject({ ok: false });
  });

  it('brings the next release also to a page that was given up', () => {
    const postings = [
      {
        page: 'site',
        published: 0,
        ref: null,
        url: null,
        tries: 9,
        outcome: 'given-up',
        reason: 'no',
        nextAt: '2026-11-24T02:00:00.000Z',
      },
    ] as const;
    expect(release(given(), aPublicStatus({ postings }))).toMatchObject({
      status: { postings: [{ outcome: 'later', tries: 0, nextAt: now.toISOString() }] },
    });
  });
});
