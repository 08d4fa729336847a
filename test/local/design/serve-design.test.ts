import { expect, it } from '@jest/globals';
import { serveDesign } from '../../../local/design/serve-design.ts';
import { aLocalRequest } from '../../support/builders/http/a-local-request.ts';

it('shows every kind of component under the policy that every page has, and no other address', () => {
  const answer = serveDesign(aLocalRequest('/design'));
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
  expect(serveDesign(aLocalRequest('/'))).toBeNull();
});
