import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { aCalendar, anasWeeks } from '../../support/builders/policy/a-calendar.ts';
import { policyCopy } from '../../support/builders/policy/policy-copy.ts';
import { runCli } from '../../support/servers/run-cli.ts';

const copy = policyCopy();
const oncall = (...args: readonly string[]) => runCli(['oncall', ...args, '--policy', copy.folder()]);
const layer = '- { people: [ana, ben, chris], startsAt: 2026-01-05T10:00, handoffEvery: { weeks: 1 } }';

describe('firebreak oncall', () => {
  it('tells who it is, until when, and who is next', async () => {
    const { stdout } = await oncall('--at', '2026-03-29T00:00Z', '--json');
    expect(JSON.parse(stdout)).toEqual({
      at: '2026-03-29T00:00:00.000Z',
      rotas: [{ rota: 'primary', person: 'chris', until: '2026-03-30T08:00:00.000Z', next: 'ana' }],
    });
    expect((await oncall('--at', '2026-03-29T00:00Z')).stdout).toMatch(
      /^primary +chris +until .*10:00.*08:00 UTC/,
    );
  });

  it('tells who is asked for a service, level by level', async () => {
    const { stdout } = await oncall('--service', 'checkout', '--at', '2026-03-29T00:00Z', '--json');
    expect(JSON.parse(stdout)).toMatchObject({ commander: [{ level: 'primary', person: 'chris' }, {}, {}] });
  });

  it.each([
    [['--at', 'yesterday']],
    [['--at', '2026-03-29T00:00']],
    [['--service', 'chekout']],
    [['export', '--rota', 'secondary']],
    [['check', '--days', '0']],
  ])('refuses %j', async (args) => {
    const { code, stderr } = await oncall(...args);
    expect(code).toBeGreaterThan(0);
    expect(stderr).not.toContain('    at ');
  });

  it('check ends with 1 where nobody is on call, and with 0 where somebody always is', async () => {
    expect(await oncall('check', '--at', '2026-03-01T00:00Z')).toMatchObject({ code: 0, stderr: '' });
    await copy.edit('people.yaml', 'handoffEvery: { weeks: 1 }', 'until: 2026-03-29T02:30');
    const { code, stdout } = await oncall('check', '--at', '2026-03-01T00:00Z', '--json');
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      ok: false,
      findings: [{ kind: 'gap', rota: 'primary', from: '2026-03-29T01:30:00.000Z' }],
    });
  });

  it('reads a calendar that the policy names, and exports what it reads', async () => {
    await copy.edit('people.yaml', layer, '- { calendar: oncall.ics, until: 2026-12-31 }');
    await writeFile(join(copy.folder(), 'oncall.ics'), aCalendar(anasWeeks));
    const { stdout } = await oncall('export', '--at', '2026-03-28T00:00Z', '--days', '10');
    expect(stdout.match(/^DTSTART:.*$/gm)?.map((line) => line.trim())).toEqual(['DTSTART:20260330T070000Z']);
    expect(stdout).toContain('SUMMARY:On Call - Ana Silva - primary');
    await writeFile(join(copy.folder(), 'oncall.ics'), aCalendar([...anasWeeks.slice(0, 3), 'SUMMARY:kim']));
    const { code, stderr } = await oncall('check');
    expect(code).toBe(1);
    expect(stderr).toContain('oncall.ics:4:1');
  });
});
