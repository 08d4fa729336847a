import { expect, it } from '@jest/globals';
import { listHandlers } from '../../../lambdas/handlers/index.ts';
import type { Capability } from '../../../lambdas/handlers/table/handler.ts';

const handlers = listHandlers([{ kind: 'roll-back', title: 'Roll back' }]);
const having = (capability: Capability) =>
  handlers.filter(({ capabilities }) => capabilities.includes(capability)).map(({ name }) => name);

it.each<[Capability, readonly string[]]>([
  ['read-approval-key', ['decide-approval', 'sweep', 'request-approval']],
  ['write-approvals', ['decide-approval', 'run-command', 'sweep', 'request-approval']],
  ['release-locks', ['correlate-alerts', 'sweep', 'close-incident']],
  ['schedule-checks', ['sweep', 'declare-incident', 'watch-recovery', 'close-incident']],
  ['file-tickets', ['file-follow-ups']],
  ['publish-status', ['publish-status']],
])('nothing else may %s', (capability, names) => {
  expect(having(capability)).toEqual(names);
});

it('the pages, which the internet reaches, hold no key but those of links to pages and of sessions, and write nothing', () => {
  const pages = handlers.find(({ name }) => name === 'show-console');
  expect(pages?.capabilities.filter((each) => /key|write|answer/.test(each))).toEqual([
    'read-link-key',
    'read-session-key',
  ]);
});

it('whoever reads approvals and does not write them cannot decide one', () => {
  const readers = having('read-approvals');
  const deciders = new Set([...having('write-approvals'), ...having('read-approval-key')]);
  expect(readers.length).toBeGreaterThan(0);
  expect(readers.filter((name) => deciders.has(name))).toEqual([]);
});
