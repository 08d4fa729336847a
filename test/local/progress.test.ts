import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from '@jest/globals';
import { Progress, pauseAfter } from '../../local/progress.ts';

it('looks often while that is cheap, and takes a twentieth of the time at most', () => {
  expect([0, 10, 20, 100].map(pauseAfter)).toEqual([400, 400, 400, 1900]);
});

it('reads a few timelines in each look, of many incidents all in turn', async () => {
  const incidents = Array.from({ length: 12 }, (_, n) => ({
    id: `inc_${n}`,
    severity: 'SEV1',
    service: 'checkout',
    title: 'x',
    status: 'triaging',
  }));
  const looks: string[][] = [];
  const all = Promise.withResolvers<void>();
  const server = createServer((request, response) => {
    const [, id] = /(inc_\d+)\/timeline$/.exec(request.url ?? '') ?? [];
    if (id === undefined) looks.push([]);
    else looks.at(-1)?.push(id);
    if (new Set(looks.flat()).size === incidents.length) all.resolve();
    response.end(JSON.stringify(id === undefined ? { incidents } : { entries: [] }));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const api = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const progress = new Progress(
    { api, console: api, inbox: api, channels: api, ledger: api, queue: api, statusPages: [], secrets: api },
    () => {},
  );
  progress.start();
  await all.promise;
  progress.stop();
  server.close();
  server.closeAllConnections();
  expect(looks.map((ids) => ids.length).slice(0, 2)).toEqual([5, 5]);
});

it('tells what happens in one clean line each, whatever an alert says', async () => {
  const incident = { id: 'inc_1', severity: 'SEV1', service: 'checkout', title: 'x', status: 'triaging' };
  const text = 'Alert: \u001B]0;owned\u0007\u001B[2J\u202Enogard\u2066 a\r\nb\u0000';
  const entries = [{ at: '2026-11-23T02:02:10.000Z', kind: 'alert.seen', text }];
  const server = createServer((request, response) => {
    const timeline = request.url?.endsWith('/timeline') === true;
    response.end(JSON.stringify(timeline ? { entries } : { incidents: [incident] }));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const api = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const lines: string[] = [];
  const told = Promise.withResolvers<void>();
  const progress = new Progress(
    { api, console: api, inbox: api, channels: api, ledger: api, queue: api, statusPages: [], secrets: api },
    (line) => {
      lines.push(line);
      if (lines.length === 2) told.resolve();
    },
  );
  progress.start();
  await told.promise;
  progress.stop();
  server.close();
  server.closeAllConnections();
  expect(lines).toEqual([`inc_1  ${api}/incidents/inc_1`, '  02:02:10  Alert: [U+202E]nogard[U+2066] a b']);
});

it('knows what there is to look at: the oldest that is open, and what was done', async () => {
  const status = { inc_1: 'closed', inc_2: 'verifying', inc_3: 'triaging' };
  const incidents = Object.entries(status)
    .map(([id, each]) => ({ id, severity: 'SEV1', service: 'checkout', title: 'x', status: each }))
    .toReversed();
  const entries = [
    { at: '2026-11-23T02:02:10.000Z', kind: 'alert.seen', text: 'Alert' },
    { at: '2026-11-23T02:04:04.000Z', kind: 'step.started', text: 'Started: roll back' },
  ];
  const server = createServer((request, response) => {
    const timeline = request.url?.endsWith('inc_2/timeline') === true ? { entries } : { entries: [] };
    response.end(JSON.stringify(request.url?.endsWith('/timeline') === true ? timeline : { incidents }));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const api = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const told = Promise.withResolvers<void>();
  const progress = new Progress(
    { api, console: api, inbox: api, channels: api, ledger: api, queue: api, statusPages: [], secrets: api },
    (line) => {
      if (line.startsWith('inc_3')) told.resolve();
    },
  );
  expect(progress.now()).toEqual({ inFocus: null, actions: [] });
  progress.start();
  await told.promise;
  progress.stop();
  server.close();
  server.closeAllConnections();
  expect(progress.now()).toEqual({
    inFocus: 'inc_2',
    actions: [{ at: '2026-11-23T02:04:04.000Z', text: 'Started: roll back' }],
  });
});
