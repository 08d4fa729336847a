import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { register } from '../../../../bin/commands/incidents/incidents.ts';
import { listText } from '../../../../bin/commands/incidents/list-text.ts';
import { timelineText } from '../../../../bin/commands/incidents/timeline-text.ts';
import { firstIncidentId } from '../../../support/builders/records.ts';
import { runRegistered } from '../../../support/servers/run-registered.ts';
import { debtsWorld, otherIncidentId } from '../../../support/worlds/debts-world.ts';

let world: Awaited<ReturnType<typeof debtsWorld>>;
beforeEach(async () => {
  world = await debtsWorld();
});
afterEach(() => world.api.close());

const cli = (...args: string[]) => runRegistered(register, ['incidents', ...args, '--url', world.api.url]);

describe('firebreak incidents', () => {
  it('finds an incident by the end of its id, in any case', async () => {
    const { code, stdout } = await cli('show', otherIncidentId.slice(-4).toLowerCase());
    expect(code).toBe(0);
    expect(stdout).toContain(otherIncidentId);
  });

  it('names those that fit where several do, and says what to give where none does', async () => {
    const several = await cli('show', otherIncidentId.slice(0, 12));
    expect(several.code).toBe(2);
    expect(several.stderr).toContain(firstIncidentId);
    expect(several.stderr).toContain(otherIncidentId);
    expect((await cli('show', 'ZZZZ')).code).toBe(1);
    for (const notOne of ['1', '../debts', 'abc def', '%']) {
      expect((await cli('timeline', notOne)).code).toBe(2);
    }
  });

  it('commands the incident that is meant', async () => {
    const { code, stdout } = await cli('note', firstIncidentId.slice(-4), 'seen before', '--as', 'ben');
    expect(code).toBe(0);
    expect(stdout).toContain(firstIncidentId);
    const { entries } = (await world.incidents.readRecord(firstIncidentId)) ?? { entries: [] };
    expect(entries.map(({ text }) => text).join()).toContain('seen before');
  });

  it('narrows a list by severity, age and text', async () => {
    const ids = async (...args: string[]) =>
      (await cli('list', '--fields', 'id', ...args)).stdout.split('\n').filter((line) => line !== '');
    expect(await ids()).toHaveLength(2);
    expect(await ids('--search', 'SEARCH')).toEqual([otherIncidentId]);
    expect(await ids('--since', '2027-01-01T00:00Z')).toEqual([]);
    expect(await ids('--since', '9999d')).toHaveLength(2);
    expect(await ids('--severity', 'SEV3')).toEqual([]);
    expect(await ids('--limit', '1')).toHaveLength(1);
  });

  it('prints fields for a shell, and refuses one that there is not', async () => {
    const { stdout } = await cli('list', '--service', 'search', '--fields', 'id,service,waiting.text');
    expect(stdout).toBe(`${otherIncidentId}\tsearch\t\n`);
    const wrong = await cli('list', '--fields', 'id,colour');
    expect(wrong.code).toBe(2);
    expect(wrong.stderr).toContain('colour');
  });

  it('prints JSON as the contract says', async () => {
    const { incidents, cursor } = JSON.parse((await cli('list', '--json', '--limit', '1')).stdout);
    expect(incidents).toHaveLength(1);
    expect(typeof cursor).toBe('string');
  });
});

describe('a narrow terminal', () => {
  const incident = {
    id: firstIncidentId,
    headline: '48 % of requests failing',
    title: 'Checkout answers every second request with an error since the last deployment',
    severity: 'SEV1',
    severityReason: '',
    symptom: 'availability',
    status: 'handed-over',
    service: 'checkout',
    environment: 'production',
    sensitive: false,
    openedAt: '2026-11-23T02:02:10.000Z',
    updatedAt: '2026-11-23T02:02:10.000Z',
    closedAt: null,
    outcome: null,
    reopens: null,
    waiting: null,
    impact: null,
  } as const;
  const now = new Date('2026-11-23T02:05:10.000Z');

  it('shows a list within 50 columns, with the whole title and the whole id', () => {
    const lines = listText([incident, incident], now, 50).split('\n');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(50);
    expect(lines.join(' ').replaceAll(/\s+/g, ' ')).toContain(incident.title);
    expect(lines.join()).toContain(firstIncidentId);
  });

  it('says what is wrong before what the alert is called, and the latter where nothing else is known', () => {
    const [, first] = listText([incident], now, 50).split('\n');
    expect(first).toContain(incident.headline);
    expect(listText([incident], now, 140)).toContain(incident.headline);
    const [, older] = listText([{ ...incident, headline: '' }], now, 90).split('\n');
    expect(older).toContain(incident.title.slice(0, 40));
  });

  it('shows the day of a timeline once', () => {
    const entry = {
      id: 'x',
      actor: 'firebreak:triage',
      kind: 'x',
      text: 'seen '.repeat(20).trim(),
      data: {},
    };
    const entries = ['2026-11-23T23:59:58.000Z', '2026-11-24T00:00:01.000Z', '2026-11-24T00:00:02.000Z'];
    const text = timelineText(
      entries.map((at) => ({ ...entry, at })),
      50,
    );
    expect(text.match(/2026-11-24/g)).toHaveLength(1);
    expect(text).toContain('00:00:02');
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(50);
    expect(timelineText([{ ...entry, at: '2026-11-24T00:00:01.000Z' }], null)).toContain(
      '2026-11-24T00:00:01.000Z',
    );
  });
});
