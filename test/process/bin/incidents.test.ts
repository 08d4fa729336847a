import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { summarizeIncident } from '../../../lambdas/domain/reporting/views/incident-summary.ts';
import { viewIncident } from '../../../lambdas/domain/reporting/views/incident-view.ts';
import { viewStops } from '../../../lambdas/domain/reporting/views/stop-view.ts';
import { aKillSwitch } from '../../support/builders/records.ts';
import { replaceStrings } from '../../support/builders/replace-strings.ts';
import { withoutLogs } from '../../support/builders/samples/sample-evidence.ts';
import {
  sampleApproval,
  sampleIncident,
  sampleIncidentId,
  sampleRecord,
} from '../../support/builders/samples/sample-incident.ts';
import { runCli } from '../../support/servers/run-cli.ts';

const hostileTitle = 'Down\u001B[2J\nSEV3 fake line';
const links = { page: 'http://127.0.0.1/incidents/x', execution: null };
const closedTerm = /^(?:\d{4}-\d\d-\d\dT.*|[a-z-]+|[a-z]+[A-Z]\w+|SEV\d)$/;
const poorView = viewIncident(
  withoutLogs(sampleRecord('awaiting-approval')),
  [sampleApproval()],
  null,
  links,
);
const responses: Readonly<Record<string, unknown>> = {
  '/v1/incidents': {
    incidents: [summarizeIncident({ ...sampleIncident('closed'), title: hostileTitle })],
    cursor: null,
    killSwitches: viewStops({ killSwitch: false }, [aKillSwitch()]),
  },
  [`/v1/incidents/${sampleIncidentId}`]: viewIncident(
    sampleRecord('awaiting-approval'),
    [sampleApproval()],
    null,
    links,
  ),
  '/v1/incidents/inc_POOR': {
    ...poorView,
    evidence: [
      ...poorView.evidence.map((each) =>
        each.kind === 'metrics'
          ? { ...each, missing: [{ name: 'saturation', reason: 'access was denied' }] }
          : each,
      ),
      { kind: 'traces', status: 'available', gatheredAt: '2026-11-23T02:02:16.000Z', spans: [] },
    ],
  },
  '/v1/incidents/inc_HOSTILE': replaceStrings(
    viewIncident(sampleRecord('awaiting-approval'), [], null, links),
    (text) => (closedTerm.test(text) ? text : hostileTitle),
  ),
  [`/v1/incidents/${sampleIncidentId}/timeline`]: {
    entries: [
      {
        at: '2026-11-23T02:02:10.000Z',
        actor: 'firebreak:x',
        kind: 'incident.opened',
        text: 'Opened',
        data: {},
      },
    ],
  },
};

describe('firebreak incidents', () => {
  let server: Server;
  let url: string;
  let directory: string;
  let requests: {
    readonly line: string;
    readonly body: string;
    readonly headers: IncomingMessage['headers'];
  }[];

  beforeEach(async () => {
    requests = [];
    server = createServer((request, response) => {
      void answer(request, response);
    });
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const address = server.address();
    url = `http://127.0.0.1:${isAddress(address) ? address.port : 0}`;
    directory = await mkdtemp(join(tmpdir(), 'firebreak-cli-'));
  });

  afterEach(async () => {
    server.close();
    await rm(directory, { recursive: true });
  });

  const underWay = { since: '2026-11-23T02:04:02.000Z', text: 'Roll back checkout' };
  const done = { incidentId: sampleIncidentId, command: 'resolve', underWay };
  const commanded: Readonly<Record<string, unknown>> = {
    [`/v1/incidents/${sampleIncidentId}/commands`]: done,
    '/v1/console/commands': done,
    '/v1/kill-switch': aKillSwitch(),
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = new URL(request.url ?? '', 'http://x').pathname;
    const isCommand = request.method === 'POST' && path in commanded;
    // The command asks for the server's time first; that is not what is counted here.
    if (request.url === '/time') return void response.writeHead(404).end();
    requests.push({
      line: `${request.method} ${request.url}`,
      body: await text(request),
      headers: request.headers,
    });
    const found = isCommand ? commanded[path] : responses[path];
    response.writeHead(found === undefined ? 404 : 200, { 'content-type': 'application/json' });
    response.end(
      JSON.stringify(found ?? { error: { code: 'record.not-found', message: 'There is no such incident' } }),
    );
  }

  it('lists incidents in aligned columns, with hostile text on its own line and harmless', async () => {
    const { code, stdout } = await runCli(['incidents', 'list', '--url', url, '--status', 'closed']);
    expect(code).toBe(0);
    expect(requests.map(({ line }) => line)).toEqual(['GET /v1/incidents?status=closed&limit=25']);
    expect(stdout.trimEnd().split('\n').slice(2)).toEqual([
      expect.stringMatching(/^SEV {3}STATUS +SERVICE +AGE +ID +WHAT IS WRONG$/),
      `SEV1  Closed: recovered  checkout/production  5 min 55 s  ${sampleIncidentId}  Down SEV3 fake line`,
    ]);
    expect(stdout).not.toContain('\u001B');
  });

  it('shows what an incident waits for, its steps and its page', async () => {
    const { stdout } = await runCli(['incidents', 'show', sampleIncidentId, '--url', url]);
    expect(stdout).toContain('Waiting for approval');
    expect(stdout).toMatch(/waits for +A decision on: Point the alias .* \(alice, bob\)/);
    expect(stdout).toMatch(
      /step 1 +Point the alias live of checkout back to version 56: waiting for approval/,
    );
  });

  it('shows what triage found, aligned, and what it does not know', async () => {
    const { stdout } = await runCli(['incidents', 'show', sampleIncidentId, '--url', url]);
    expect(stdout).toMatch(/^ {2}Error rate {2,}41\.2 % {2}usually 0\.4 % {2,}▁+█ {2}since 02:01:00 UTC$/m);
    expect(stdout).toMatch(/^ {2}p99 latency .* gaps in the series$/m);
    expect(stdout).toMatch(/^ {2}38 of 412 tenants \(9 %\) {2}https:/m);
    expect(stdout).toMatch(/^ {4}northwind {2,}182 of 190 failed \(96 %\)$/m);
    expect(stdout).toMatch(/^ {2}0\.92 {2,}checkout version 57 deployed, 2026-11-23T02:00:40\.000Z$/m);
    expect(stdout).toMatch(/^ {2}ruled out {2}flag new-checkout/m);
    expect(stdout).toMatch(/^ {2}0 → 1,204 {2}new {2}TypeError: Cannot read/m);
    expect(stdout).not.toContain('Not known');
    const { stdout: poor } = await runCli(['incidents', 'show', 'inc_POOR', '--url', url]);
    expect(poor).toMatch(
      /^Not known\n {2}Metrics {2,}Saturation: access was denied\n {2}Logs {2,}No log source is configured for checkout$/m,
    );
    expect(poor).toContain('this version cannot show: see --json');
  });

  it('prints nothing of hostile evidence that could steer a terminal or forge a line', async () => {
    const { stdout, code } = await runCli(['incidents', 'show', 'inc_HOSTILE', '--url', url]);
    expect(code).toBe(0);
    expect(stdout).toContain('fake line');
    expect(stdout).not.toMatch(/[^\P{Cc}\n]|[\u202a-\u202e]/u);
    expect(stdout).not.toMatch(/^SEV3/m);
  });

  it('prints the timeline, and with --json the answer as it came', async () => {
    const shown = await runCli(['incidents', 'timeline', sampleIncidentId, '--url', url]);
    expect(shown.stdout).toBe('2026-11-23T02:02:10.000Z  Firebreak  Opened\n');
    const json = await runCli(['incidents', 'timeline', sampleIncidentId, '--url', url, '--json']);
    expect(JSON.parse(json.stdout)).toEqual(responses[`/v1/incidents/${sampleIncidentId}/timeline`]);
  });

  it('posts what a person decides', async () => {
    const { code, stdout } = await runCli(
      ['incidents', 'resolve', sampleIncidentId, '--as', 'dana', '--accept-debt', 'a', '--accept-debt', 'b'],
      { env: { FIREBREAK_URL: url } },
    );
    expect(code).toBe(0);
    expect(JSON.parse(requests[0]?.body ?? '')).toEqual({
      command: 'resolve',
      by: 'dana',
      acceptDebts: ['a', 'b'],
      yes: false,
    });
    expect(stdout).toContain(underWay.text);
  });

  it('posts the key of a personal link and no name, where there is one', async () => {
    await runCli([
      'incidents',
      'take-over',
      sampleIncidentId,
      '--link',
      `${url}/incidents/x#the-key`,
      '--url',
      url,
    ]);
    expect(requests).toMatchObject([{ line: 'POST /v1/console/commands' }]);
    expect(JSON.parse(requests[0]?.body ?? '')).toEqual({ command: 'take-over', key: 'the-key' });
  });

  it('says on top of the list what is stopped, and posts what stops it', async () => {
    const { stdout } = await runCli(['incidents', 'list', '--url', url]);
    expect(stdout.split('\n')[0]).toContain('the region is on fire');
    await runCli(['stop', '--service', 'checkout', '--reason', 'fire', '--url', url]);
    await runCli(['go', '--reason', 'it is out', '--url', url]);
    expect(requests.slice(1).map(({ line, body }) => [line, JSON.parse(body)])).toEqual([
      ['POST /v1/kill-switch', { isOn: true, service: 'checkout', reason: 'fire' }],
      ['POST /v1/kill-switch', { isOn: false, reason: 'it is out' }],
    ]);
    expect((await runCli(['stop', '--url', url])).code).not.toBe(0);
  });

  it('exits with 1 and says what to do when there is no such incident', async () => {
    const { code, stderr } = await runCli(['incidents', 'show', 'inc_0', '--url', url]);
    expect(code).toBe(1);
    expect(stderr).toBe(
      'error: There is no such incident (record.not-found)\nSee "firebreak incidents list" for the incidents there are.\n',
    );
  });

  it.each([
    ['an unknown status', ['incidents', 'list', '--status', 'nice']],
    ['no id', ['incidents', 'show']],
    ['an unknown command', ['incidents', 'frobnicate']],
    ['a limit that is no number', ['incidents', 'list', '--limit', 'many']],
    ['no address', ['incidents', 'list']],
    ['an address that is none', ['incidents', 'list', '--url', 'nowhere']],
    ['nothing at all', []],
  ])('exits with 2, without a stack trace, for %s', async (_, args) => {
    const { code, stdout, stderr } = await runCli(args, { directory });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  it('says how to start Firebreak when nothing answers', async () => {
    server.close();
    server.closeAllConnections();
    const { code, stderr } = await runCli(['incidents', 'list', '--url', url]);
    expect(code).toBe(1);
    expect(stderr).toContain('npm start');
  });

  it('asks for AWS credentials before it calls an address that is not this computer', async () => {
    const { code, stderr } = await runCli(['incidents', 'list', '--url', 'https://firebreak.example/prod']);
    expect(code).toBe(2);
    expect(stderr).toContain('aws configure export-credentials');
  });
});

function isAddress(value: AddressInfo | string | null): value is AddressInfo {
  return typeof value === 'object' && value !== null;
}
