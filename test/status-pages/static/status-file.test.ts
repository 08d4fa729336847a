import { expect, it } from '@jest/globals';
import type { PublicRelease } from '../../../lambdas/domain/records/public-status/public-status.ts';
import type { PublicPost } from '../../../lambdas/ports/plug-ins/status-page.ts';
import { withIncident } from '../../../lambdas/status-pages/static/status-file.ts';

const release: PublicRelease = {
  number: 1,
  state: 'investigating',
  impact: 'major',
  title: 'Checkout: errors',
  text: 'Some payments fail.',
  at: '2026-11-23T02:11:00.000Z',
  by: 'person:ana',
  draft: null,
};

const aPost = (incidentId: string, startedAt: string): PublicPost => ({
  incidentId,
  service: 'checkout',
  name: 'Checkout',
  startedAt,
  releases: [release],
  release,
  ref: null,
});

it('keeps the file as it is when nothing is new, also of incidents that began at the same time', () => {
  const about = { title: 'Acme status', services: ['Checkout'] };
  const posts = [
    aPost('inc_2', '2026-11-23T02:02:00.000Z'),
    aPost('inc_1', '2026-11-23T02:02:00.000Z'),
    aPost('inc_3', '2026-11-23T02:05:00.000Z'),
  ];
  let file = null;
  for (const post of posts) file = withIncident(file, post, about);
  expect(file?.incidents.map(({ id }) => id)).toEqual(['inc_3', 'inc_2', 'inc_1']);
  for (const post of posts) expect(withIncident(file, post, about)).toEqual(file);
});
