import { beforeEach, describe, expect, it } from '@jest/globals';
import type { LocalResponse } from '../../../local/cloud/http/loopback-server.ts';
import { createDemo, type DemoDeps } from '../../../local/demo/demo.ts';
import { Account } from '../../../local/world/account.ts';
import { loadScenario } from '../../../local/world/scenario/scenario.ts';
import { aLocalRequest } from '../../support/builders/http/a-local-request.ts';
import { textOf } from '../../support/builders/page-text.ts';

const startedAt = Date.parse('2026-11-23T02:00:00Z');
const api = 'http://127.0.0.1:8420';
const hostile = '<img src=x onerror=alert(1)>';

function aMail(text: string, html = '<p>Hello</p>') {
  return {
    messageId: 'ses-1',
    destination: { to: ['ana@example.com'] },
    subject: `SEV1 ${hostile}`,
    body: { text, html },
    at: startedAt / 1000,
  };
}

const bodyOf = (answer: LocalResponse | null) => JSON.parse(String(answer?.body)) as Record<string, unknown>;

describe('the demo', () => {
  let restarted: string[];
  let deps: DemoDeps;
  const post = (scenario: string, type = 'application/json') =>
    aLocalRequest('/demo/scenario', {
      method: 'POST',
      headers: { 'content-type': type },
      body: Buffer.from(JSON.stringify({ scenario })),
    });

  beforeEach(() => {
    const scenario = loadScenario('bad-deploy');
    const files = { readJson: () => undefined, writeJson: () => {} };
    const account = Account.open(scenario, files, startedAt);
    const [bad] = scenario.story.filter(({ id }) => id === 'bad');
    if (bad !== undefined) account.play(bad, startedAt + 5000);
    restarted = [];
    deps = {
      addresses: { api, inbox: 'http://127.0.0.1:8421', channels: 'http://127.0.0.1:9000' },
      now: () => startedAt + 600_000,
      speed: 10,
      scenario,
      scenarios: () => [scenario, { name: 'bad-flag', summary: 'A flag.' }],
      account,
      story: () => [{ at: '2026-11-23T02:00:05.000Z', text: `Version 57 ${hostile}` }],
      mails: () => [aMail(`Decide: ${api}/approve#abc.def\n\nYour match code: 166648\n`)],
      incidents: () => ({ inFocus: 'inc_A', actions: [] }),
      restart: (name) => restarted.push(name),
    };
  });

  it('leaves every other path to the API', () => {
    expect(createDemo(deps)(aLocalRequest('/'))).toBeNull();
    expect(createDemo(deps)(aLocalRequest('/demonstration'))).toBeNull();
  });

  it('shows the world as it is by its own clock, and the incident to look at', () => {
    const { now, incident, world } = bodyOf(createDemo(deps)(aLocalRequest('/demo/panes')));
    expect(now).toBe('2026-11-23T02:10:00.000Z');
    expect(incident).toBe('inc_A');
    const percent = /Error rate (\d+(?:\.\d+)?) %/.exec(textOf(`<main>${String(world)}</main>`))?.[1];
    expect(Number(percent)).toBeGreaterThan(20);
  });

  it('brings the link and the code of a mail to one tap, and no link that leads elsewhere', () => {
    const { inbox } = bodyOf(createDemo(deps)(aLocalRequest('/demo/panes')));
    expect(inbox).toContain(`href="${api}/approve#abc.def"`);
    expect(inbox).toContain('data-copy="166648"');
    const mails = () => [
      aMail('Decide: http://evil.example/approve#abc and http://127.0.0.1:8420.evil.example/incidents/1'),
    ];
    expect(
      String(bodyOf(createDemo({ ...deps, mails })(aLocalRequest('/demo/panes')))['inbox']),
    ).not.toContain('evil');
  });

  it('shows what came from outside as text', () => {
    const { inbox, world } = bodyOf(createDemo(deps)(aLocalRequest('/demo/panes')));
    expect(`${String(inbox)}${String(world)}`).not.toContain('<img');
  });

  it('shows a mail in a page that can do nothing and loads nothing', () => {
    const mail = aMail('', `<script>alert(1)</script><img src="https://evil.example/pixel">`);
    const answer = createDemo({ ...deps, mails: () => [mail] })(aLocalRequest('/demo/mails/ses-1'));
    const policy = String(answer?.headers?.['content-security-policy']);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toMatch(/; sandbox$/);
    expect(policy).not.toMatch(/script-src|https:/);
    expect(createDemo(deps)(aLocalRequest('/demo/mails/other'))?.status).toBe(404);
  });

  it('starts another scenario once, and only one that there is', () => {
    const demo = createDemo(deps);
    expect(demo(post('../../etc'))?.status).toBe(400);
    expect(demo(post('bad-flag', 'text/plain'))?.status).toBe(415);
    expect(demo(aLocalRequest('/demo/scenario'))?.status).toBe(405);
    expect(restarted).toEqual([]);
    expect(demo(post('bad-flag'))?.status).toBe(202);
    expect(demo(post('bad-flag'))?.status).toBe(409);
    expect(restarted).toEqual(['bad-flag']);
    expect(createDemo({ ...deps, restart: null })(post('bad-flag'))?.status).toBe(409);
  });

  it('allows exactly its own style and script', () => {
    const answer = createDemo(deps)(aLocalRequest('/demo'));
    expect(String(answer?.headers?.['content-security-policy'])).not.toContain('unsafe');
    expect(String(answer?.body)).toMatch(/<option value="bad-flag">[^<]*A flag\./);
  });
});
