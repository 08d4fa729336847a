import { expect, it } from '@jest/globals';
import { serveDesign } from '../../../local/design/serve-design.ts';

const request = {
  method: 'GET',
  path: '/design',
  query: new URLSearchParams(),
  headers: {},
  rawHeaders: [],
  body: Buffer.alloc(0),
};

it('shows every kind of component under the policy that every page has, and no other address', () => {
  const answer = serveDesign(request);
  const body = String(answer?.body);
  for (const part of [
    'badge bad',
    'card now warn',
    'class="plot"',
    '<table',
    'form class="post',
    '<dialog',
    '<dl>',
  ]) {
    expect(body).toContain(part);
  }
  expect(String(answer?.headers?.['Content-Security-Policy'])).toContain("default-src 'none'");
  expect(serveDesign({ ...request, path: '/' })).toBeNull();
});
