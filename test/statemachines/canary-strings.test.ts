import { afterEach, describe, expect, it } from '@jest/globals';
import { incidentChannels } from '../../lambdas/channels/index.ts';
import { mail } from '../../lambdas/channels/mail.ts';
import { httpHandlers } from '../../lambdas/handlers/table/http-handlers.ts';
import type { BoundIncidentChannel } from '../../lambdas/ports/plug-ins/incident-channel.ts';
import { viewApproval } from '../../lambdas/use-cases/approvals/view-approval.ts';
import { readMarkdown } from '../../lambdas/use-cases/postmortem/read-document.ts';
import { readApprovals } from '../../lambdas/use-cases/records/read-approvals.ts';
import { deliveredLink } from '../../local/rehearsal/delivered-link.ts';
import { type Canary, leaksOf, type Surface } from '../support/canaries/canaries.ts';
import { tellEverywhere } from '../support/canaries/tell-everywhere.ts';
import { wrongCode } from '../support/worlds/approval-world.ts';
import { consoleCaller } from '../support/worlds/console-server.ts';
import { type IncidentWorld, incidentWorld } from '../support/worlds/incident-world.ts';

let world: IncidentWorld | null = null;
afterEach(() => {
  world?.stop();
  world = null;
});

/** An incident whose secrets are known to the test, and everything that its functions wrote or sent meanwhile. */
async function watchedIncident() {
  const made: Canary[] = [
    { name: 'the secret of all keys', value: 'the secret of a rehearsal', owner: null },
  ];
  const written: Surface[] = [];
  const posts = incidentChannels.map(
    (channel): BoundIncidentChannel => ({
      name: channel.name,
      prepare(post) {
        const text = JSON.stringify(channel.render(post));
        written.push({ name: `a message of ${channel.name}`, text, reader: null });
        return async () => ({ outcome: 'posted', memory: {} });
      },
    }),
  );
  /** Notes what these ports make. */
  const watched = <Ports extends object>(ports: Ports): Ports => {
    const known = ports as unknown as {
      readonly vault: { seal(token: string, context: string): Promise<string> };
      readonly nonces: { issue(key: string, now: Date): Promise<string> };
    };
    const vault = {
      ...known.vault,
      seal: async (token: string, context: string) => {
        made.push({ name: 'a task token', value: token, owner: null });
        return await known.vault.seal(token, context);
      },
    };
    const nonces = {
      ...known.nonces,
      issue: async (key: string, now: Date) => {
        const nonce = await known.nonces.issue(key, now);
        made.push({ name: 'a nonce', value: nonce, owner: null });
        return nonce;
      },
    };
    return { ...ports, vault, nonces, incidentChannels: posts };
  };
  const incident = await incidentWorld({
    watched,
    onLog: (message, details) => {
      const text = JSON.stringify([message, details], withErrors);
      written.push({ name: `the log line "${message}"`, text, reader: null });
    },
    policy: tellEverywhere,
  });
  world = incident;
  return { incident, made, written };
}

/** As a log writes an error: all of it, and what caused it. */
function withErrors(_name: string, value: unknown): unknown {
  if (!(value instanceof Error)) return value;
  const { name, message, stack, cause } = value;
  return { name, message, stack, cause };
}

/** Links and codes of everybody who got one. */
function personalOf(incident: IncidentWorld): readonly Canary[] {
  return incident
    .notifications()
    .flatMap(({ url, code, to }) => [
      ...(url.includes('#')
        ? [{ name: `a link of ${to}`, value: url.slice(url.indexOf('#') + 1), owner: to }]
        : []),
      ...(code === null ? [] : [{ name: `a code of ${to}`, value: code, owner: to }]),
    ]);
}

/** Its newest version, in every format. */
async function postmortemOf(incident: IncidentWorld) {
  const { postmortem } = (await incident.record()).incident;
  const key = postmortem?.key ?? 'none';
  return {
    json: await incident.documents.read(key),
    markdown: await readMarkdown(incident.documents, postmortem),
    html: await incident.documents.read(key.replace(/json$/, 'html')),
  };
}

/** What the console shows, each page and each answer of its API. */
const consolePaths = httpHandlers
  .flatMap(({ name, trigger }) => (name === 'show-console' && trigger.kind === 'http' ? trigger.routes : []))
  .flatMap(({ method, path }) => (method === 'GET' ? [path] : []));

/** What is shown and kept. */
async function shownBy(incident: IncidentWorld): Promise<readonly Surface[]> {
  const { id } = await incident.incident();
  const get = consoleCaller(incident);
  expect(consolePaths).toContain('/incidents/{id}/postmortem');
  const pages: Surface[] = [];
  for (const resource of consolePaths) {
    const { statusCode, body, headers = {} } = await get({ resource, parameters: { id } });
    expect([resource, statusCode, headers['Referrer-Policy']]).toEqual([resource, 200, 'no-referrer']);
    pages.push({ name: `GET ${resource}`, text: body, reader: null });
  }
  const record = await incident.record();
  const approvals = await readApprovals(incident.approvals, record);
  const kept = {
    'the record': record,
    approvals,
    'the ledger': incident.ledger.lines(),
    'the timeline': await incident.timeline(),
    'the postmortem': await postmortemOf(incident),
    'calls of the account': incident.calls(),
  };
  return [
    ...pages,
    ...Object.entries(kept).map(([name, value]) => ({ name, text: JSON.stringify(value), reader: null })),
  ];
}

/** What each person got, as it was handed to the channel and as the mail that was written of it. */
function mailsOf(incident: IncidentWorld): readonly Surface[] {
  return incident.notifications().flatMap(({ to, ...notification }) =>
    [notification, mail.render(notification)].map((each) => ({
      name: `${notification.kind} to ${to}`,
      text: JSON.stringify(each),
      reader: to,
    })),
  );
}

async function leaksIn(watched: Awaited<ReturnType<typeof watchedIncident>>) {
  const { incident, made, written } = watched;
  const canaries = [...made, ...personalOf(incident)];
  expect(new Set(canaries.map(({ name }) => name.replace(/ of \w+$/, '')))).toEqual(
    new Set(['the secret of all keys', 'a task token', 'a nonce', 'a link', 'a code']),
  );
  return leaksOf(canaries, [...written, ...(await shownBy(incident)), ...mailsOf(incident)]);
}

const newest = (incident: IncidentWorld, person: string) =>
  incident.notifications().findLast(({ to, code }) => to === person && code !== null);

/** Tries that are refused, whose answers must quote nothing. */
async function tryWrongly(incident: IncidentWorld, person: string, tries: number): Promise<void> {
  const link = deliveredLink(newest(incident, person));
  const { nonce, planHash } = await viewApproval(incident, link.key);
  for (let attempt = 0; attempt < tries; attempt += 1) {
    await expect(
      incident.api('POST /v1/approvals/decide', {
        body: { key: link.key, code: wrongCode(link), nonce, planHash, decision: 'approve' },
      }),
    ).rejects.toThrow(/approval\.wrong-code/);
  }
}

describe('keys, codes, tokens, nonces and links', () => {
  it('show nowhere in an incident that is approved after wrong codes and a new link', async () => {
    const watched = await watchedIncident();
    const { incident } = watched;
    await incident.pass(4);
    await tryWrongly(incident, 'ana', 5);
    await incident.pass(1);
    await tryWrongly(incident, 'ana', 2);
    await incident.decide('approve');
    await incident.pass(14);
    expect((await incident.incident()).status).toBe('closed');
    expect(await postmortemOf(incident)).toEqual({
      json: expect.stringContaining('"firebreak.postmortem/1"'),
      markdown: expect.stringContaining('checkout v57'),
      html: expect.stringContaining('checkout v57'),
    });
    expect(await leaksIn(watched)).toEqual([]);
  });

  it('show nowhere in one that is rejected, planned anew, taken over and resolved', async () => {
    const watched = await watchedIncident();
    const { incident } = watched;
    await incident.pass(4);
    await incident.decide('reject');
    await incident.pass(2);
    await incident.command({ command: 'resume', fresh: true, by: 'ben' });
    await incident.pass(2);
    await incident.command({ command: 'take-over', by: 'ana', comment: 'mine' });
    await incident.command('resolve');
    await incident.pass(2);
    expect((await incident.incident()).status).toBe('closed');
    expect(await leaksIn(watched)).toEqual([]);
  });

  it('stand in the fragment of an address and nowhere else in it', async () => {
    const { incident } = await watchedIncident();
    await incident.pass(4);
    for (const { url } of incident.notifications()) {
      const { search, pathname } = new URL(url);
      expect([search, pathname.replace(/^\/(approve|incidents\/inc_\w+)$/, '')]).toEqual(['', '']);
    }
  });
});

describe('the search for them', () => {
  const value = 'canary-key_with/some+signs"0123456789abcdef';
  const canary: Canary = { name: 'key', value, owner: 'ana' };
  const found = (text: string, reader: string | null = null) =>
    leaksOf([canary], [{ name: 'x', text, reader }]).length > 0;

  it.each([
    ['as it is', value],
    ['in an address', `https://x.example/?k=${encodeURIComponent(value)}`],
    ['in JSON', JSON.stringify({ value })],
    ['in JSON within JSON', JSON.stringify(JSON.stringify({ value }))],
    ['in base64 at any place', Buffer.from(`ab${value}c`).toString('base64')],
    ['in base64 for addresses', Buffer.from(`a${value}`).toString('base64url')],
    ['in half', `…${value.slice(Math.floor(value.length / 2))}`],
  ])('finds one %s', (_, text) => {
    expect(found(text)).toBe(true);
  });

  it('allows a person what is theirs, and nobody else', () => {
    expect(found(value, 'ana')).toBe(false);
    expect(found(value, 'ben')).toBe(true);
  });
});
