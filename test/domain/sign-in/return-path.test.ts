import { describe, expect, it } from '@jest/globals';
import { declarePath } from '../../../lambdas/domain/reporting/views/declare-prefill.ts';
import { returnPath } from '../../../lambdas/domain/sign-in/return-path.ts';
import { listHandlers } from '../../../lambdas/handlers/index.ts';

const pages = listHandlers([])
  .flatMap(({ trigger }) => (trigger.kind === 'http' ? trigger.routes : []))
  .filter(({ method, path }) => method === 'GET' && !path.startsWith('/v1/'))
  .map(({ path }) => path.replace('{id}', 'inc_01KATZ3V000000000000000001'));

describe('where a person goes after signing in', () => {
  it.each(pages)('is the page %s, where they came from it', (page) => {
    expect(returnPath(page)).toBe(page);
  });

  it('is the form with what it was filled in with, whatever that says', () => {
    const title = '<b>’\r\nLocation: //evil.example ?#&return=/';
    const path = declarePath({ title, service: 'checkout' });
    expect(returnPath(path)).toBe(path);
    expect(path).not.toMatch(/[\s<#]|\/\//);
  });

  it.each([
    '/declare?',
    '/declare?title=a b',
    '/declare?title=//evil.example',
    '/declare?title=a\r\nX: y',
    `/declare?title=${'a'.repeat(3000)}`,
    '/numbers?title=a',
    '/numbers/',
    '/incidents/inc_A/postmortem/x',
    '/incidents//postmortem',
    '/postmortem',
    '//numbers',
  ])('is their own page where they say %s', (wanted) => {
    expect(returnPath(wanted)).toBe('/me');
  });
});
