import { afterEach, expect, it } from '@jest/globals';
import { serveLoopback } from '../../local/cloud/http/loopback-server.ts';
import { Progress, pauseAfter } from '../../local/progress.ts';

const stops: (() => unknown)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

/** Progress that looks an API that answers each path so. */
async function progressAt(answer: (path: string) => object, tell: (line: string) => void) {
  const server = await serveLoopback(async ({ path }) => ({
    status: 200,
    body: JSON.stringify(answer(path)),
  }));
  const { url: api } = server;
  const progress = new Progress(
    { api, console: api, inbox: api, channels: api, ledger: api, queue: api, statusPages: [], secrets: api },
    tell,
  );
  stops.push(
    () => progress.stop(),
    () => server.stop(),
  );
  return { api, progress };
}

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
  const { progress } = await progressAt(
    (path) => {
      const [, id] = /(inc_\d+)\/timeline$/.exec(path) ?? [];
      if (id === undefined) looks.push([]);
      else looks.at(-1)?.push(id);
      if (new Set(looks.flat()).size === incidents.length) all.resolve();
      return id === undefined ? { incidents } : { entries: [] };
    },
    () => {},
  );
  progress.start();
  await all.promise;
  expect(looks.map((ids) => ids.length).slice(0, 2)).toEqual([5, 5]);
});

it('tells what happens in one clean line each, whatever an alert says', async () => {
  const incident = { id: 'inc_1', severity: 'SEV1', service: 'checkout', title: 'x', status: 'triaging' };
  const text = 'Alert: \u001B]0;owned\u0007\u001B[2J\u202Enogard\u2066 a\r\nb\u0000';
  const entries = [{ at: '2026-11-23T02:02:10.000Z', kind: 'alert.seen', text }];
  const lines: string[] = [];
  const told = Promise.withResolvers<void>();
  const { api, progress } = await progressAt(
    (path) => (path.endsWith('/timeline') ? { entries } : { incidents: [incident] }),
    (line) => {
      lines.push(line);
      if (lines.length === 2) told.resolve();
    },
  );
  progress.start();
  await told.promise;
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
  const told = Promise.withResolvers<void>();
  const { progress } = await progressAt(
    (path) => {
      if (!path.endsWith('/timeline')) return { incidents };
      return { entries: path.endsWith('inc_2/timeline') ? entries : [] };
    },
    (line) => {
      if (line.startsWith('inc_3')) told.resolve();
    },
  );
  expect(progress.now()).toEqual({ inFocus: null, actions: [] });
  progress.start();
  await told.promise;
  expect(progress.now()).toEqual({
    inFocus: 'inc_2',
    actions: [{ at: '2026-11-23T02:04:04.000Z', text: 'Started: roll back' }],
  });
});

it('says of which incident each line is, when several grow at once', async () => {
  const ids = ['inc_1', 'inc_2'];
  const incidents = ids.map((id) => ({
    id,
    severity: 'SEV1',
    service: 'checkout',
    title: 'x',
    status: 'triaging',
  }));
  let looks = 0;
  const lines: string[] = [];
  const told = Promise.withResolvers<void>();
  const { progress } = await progressAt(
    (path) => {
      const [, id] = /(inc_\d)\/timeline$/.exec(path) ?? [];
      if (id === undefined) {
        looks += 1;
        return { incidents };
      }
      const entry = (n: number) => ({
        at: `2026-11-23T02:02:1${n}.000Z`,
        kind: 'note',
        text: `${id} grows ${n}`,
      });
      return { entries: looks === 1 ? [entry(1), entry(2)] : [entry(1), entry(2), entry(3)] };
    },
    (line) => {
      lines.push(line);
      if (lines.filter((each) => each.includes('grows')).length === 6) told.resolve();
    },
  );
  progress.start();
  await told.promise;
  let about = '';
  for (const line of lines) {
    about = /^(inc_\d)/.exec(line)?.[1] ?? about;
    if (line.includes('grows')) expect(line).toContain(`${about} grows`);
  }
  expect(lines.filter((line) => line.startsWith('inc_'))).toHaveLength(4);
});
