import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { exportState } from '../../../../local/cloud/kept/export-state.ts';
import { withKeptTable } from '../../../../local/cloud/kept/kept-table.ts';
import { pruneState } from '../../../../local/cloud/kept/prune-state.ts';
import { LineFile } from '../../../../local/cloud/state/line-file.ts';
import { StateDirectory } from '../../../../local/cloud/state/state-directory.ts';
import { aTimelineEntry } from '../../../support/builders/records.ts';
import { sampleRecord } from '../../../support/builders/samples/sample-incident.ts';

const closed = sampleRecord('closed').incident as Extract<
  ReturnType<typeof sampleRecord>['incident'],
  { status: 'closed' }
>;
const open = { ...sampleRecord('handed-over').incident, id: 'inc_01KATZ3V000000000000000009' };
const monthLater = new Date(Date.parse(closed.closedAt) + 30 * 86_400_000);

describe('a state that nobody runs on', () => {
  let state: StateDirectory;
  beforeAll(async () => {
    state = new StateDirectory(mkdtempSync(`${tmpdir()}/firebreak-prune-`));
    await withKeptTable(state, async ({ incidents }) => {
      await incidents.createIncident(closed);
      await incidents.createIncident(open);
      await incidents.appendEntry(closed.id, aTimelineEntry({ id: 'e' }));
    });
    new LineFile(state.file('mails.jsonl')).append([
      { at: Date.parse(closed.closedAt) / 1000, subject: 'old' },
      { at: monthLater.getTime() / 1000, subject: 'new' },
    ]);
  });
  afterAll(() => rmSync(state.path, { recursive: true, force: true }));

  const exported = async (): Promise<readonly { incident: { id: string } }[]> => {
    const lines: string[] = [];
    await exportState(state, async (line) => {
      lines.push(line);
    });
    expect(lines.join('')).not.toContain('encryptedToken');
    return lines.map((line) => JSON.parse(line));
  };

  it('exports every incident, without the tokens of its waits', async () => {
    expect((await exported()).map(({ incident }) => incident.id).toSorted()).toEqual(
      [closed.id, open.id].toSorted(),
    );
  });

  it('only says what it would delete in a dry run, and deletes nothing that is newer', async () => {
    const pruned = [{ id: closed.id, service: closed.service, closedAt: closed.closedAt }];
    expect(await pruneState(state, monthLater, true)).toEqual(pruned);
    expect(await pruneState(state, new Date(closed.closedAt), false)).toEqual([]);
    expect(await exported()).toHaveLength(2);
  });

  it('deletes old closed incidents whole, with their mails, and leaves the others', async () => {
    await pruneState(state, monthLater, false);
    expect((await exported()).map(({ incident }) => incident.id)).toEqual([open.id]);
    await withKeptTable(state, async ({ table }) => {
      expect(await table.readPartition(`INC#${closed.id}`)).toEqual([]);
    });
    expect(new LineFile(state.file('mails.jsonl')).read()).toMatchObject([{ subject: 'new' }]);
    expect(await pruneState(state, monthLater, false)).toEqual([]);
  });
});
