import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Postmortem } from '../../../lambdas/domain/reporting/postmortem/document/postmortem-schema.ts';
import type { PostmortemEdit } from '../../../lambdas/domain/reporting/postmortem/edit/edit-postmortem.ts';
import { closeIncident } from '../../../lambdas/use-cases/closing/close-incident.ts';
import { commandPostmortem } from '../../../lambdas/use-cases/postmortem/edit-postmortem.ts';
import { readPostmortem } from '../../../lambdas/use-cases/postmortem/read-postmortem.ts';
import { tendPostmortems } from '../../../lambdas/use-cases/postmortem/tend-postmortems.ts';
import { writePostmortem } from '../../../lambdas/use-cases/postmortem/write-postmortem.ts';
import { useCaseWorld } from '../../support/worlds/use-case-world.ts';

let world: ReturnType<typeof useCaseWorld>;
beforeEach(() => {
  world = useCaseWorld();
});

async function closed(overrides: Parameters<typeof world.open>[0] = {}): Promise<void> {
  await world.open({ severity: 'SEV1', commander: 'ana', ...overrides });
  const since = world.clock.now().toISOString();
  await world.change((incident) => ({
    ...incident,
    status: 'handed-over',
    reason: 'x',
    since,
    wait: null,
    reminders: 0,
  }));
  await closeIncident(world, { incidentId: world.incidentId, outcome: 'recovered', closedBy: 'firebreak' });
}
const write = () => writePostmortem(world, { incidentId: world.incidentId });
const head = async () => (await world.incidents.readIncident(world.incidentId))?.postmortem;
const edit = (change: PostmortemEdit | { change: 'write' }, by = 'ana', readsSensitive = false) =>
  commandPostmortem(world, { incidentId: world.incidentId, edit: change, by, readsSensitive });
const words = (text: string, basedOn = 0) =>
  ({ change: 'words', section: 'impact', text, basedOn }) as const satisfies PostmortemEdit;
const impactOf = ({ sections }: Postmortem) => sections.find(({ id }) => id === 'impact')?.words?.text;
const told = () => world.channel.sent().map(({ to, kind }) => [to, kind]);

describe('the postmortem of a closed incident', () => {
  it('is drafted at once where policy asks for one, in every format, with an owner and a due time', async () => {
    await closed();
    const { key } = await write();
    expect(await head()).toMatchObject({ version: 1, state: 'draft', owner: 'ana', key });
    expect((await head())?.dueAt).toBe('2026-11-24T02:04:04.000Z');
    for (const format of ['json', 'md', 'html']) {
      expect(await world.documents.read((key ?? '').replace(/json$/, format))).toContain(
        'CheckoutErrorRateHigh',
      );
    }
    expect(await write()).toEqual({ key });
  });

  it('is not drafted for a minor one, but on request', async () => {
    await closed({ severity: 'SEV3' });
    expect(await write()).toEqual({ key: null });
    expect(await head()).toMatchObject({ key: null });
    await tendPostmortems(world);
    expect(told()).toEqual([]);
    await edit({ change: 'write' });
    expect(await head()).toMatchObject({ state: 'draft', version: 1 });
  });

  it('keeps every version, and refuses a second text that did not see the first', async () => {
    await closed();
    const { key } = await write();
    await edit(words('Mine.'), 'ben');
    await expect(edit(words('Yours.'))).rejects.toMatchObject({
      code: 'postmortem.changed',
      message: expect.stringContaining('Mine.'),
    });
    expect(impactOf(await edit(words('Ours.', 2)))).toBe('Ours.');
    expect(await head()).toMatchObject({ version: 3 });
    expect(await world.documents.read(key ?? '')).not.toContain('Mine.');
  });

  it('loses no word when two people save at the same moment', async () => {
    await closed();
    await write();
    const saves = [
      edit(words('Mine.'), 'ben'),
      edit({ change: 'answer', question: 'customers', text: 'A blank page', basedOn: 0 }),
    ];
    const results = await Promise.allSettled(saves);
    const lost = results.filter(({ status }) => status === 'rejected');
    expect(lost).toMatchObject([{ reason: { code: 'store.conflict' } }]);
    // Whoever lost the write sends it again, as its route does.
    await edit(words('Mine.'), 'ben');
    const last = await edit({ change: 'answer', question: 'customers', text: 'A blank page', basedOn: 0 });
    expect(impactOf(last)).toBe('Mine.');
    expect(last.questions.find(({ id }) => id === 'customers')?.answer?.text).toBe('A blank page');
  });

  it('tells the timeline what became of it, and not of each word', async () => {
    await closed();
    await write();
    await edit(words('Mine.'));
    await edit({ change: 'review' });
    const record = await world.incidents.readRecord(world.incidentId);
    expect(record?.entries.map(({ kind, actor }) => [kind, actor])).toEqual([
      ['postmortem.in-review', 'person:ana'],
    ]);
  });

  it('is kept from whoever may not see a sensitive incident', async () => {
    await closed({ sensitive: true });
    await write();
    await expect(edit(words('x'))).rejects.toMatchObject({ code: 'incident.restricted' });
    await expect(readPostmortem(world, world.incidentId, { callerArn: null })).rejects.toMatchObject({
      code: 'incident.restricted',
    });
    expect(impactOf(await edit(words('x'), 'dana', true))).toBe('x');
  });

  it('of an earlier version of Firebreak is still shown, and drafted anew on request', async () => {
    await closed();
    await world.documents.put('postmortems/old.md', '# What happened', 'text/markdown');
    await world.change((incident) => ({
      ...incident,
      postmortem: { at: '2026-11-23T02:05:00.000Z', key: 'postmortems/old.md' },
    }));
    const shown = await readPostmortem(world, world.incidentId, { callerArn: null });
    expect(shown).toMatchObject({ document: null, markdown: '# What happened' });
    await expect(edit(words('x'))).rejects.toMatchObject({ code: 'command.refused' });
    await edit({ change: 'write' });
    expect(await world.documents.read('postmortems/old.md')).toBe('# What happened');
    expect(await head()).toMatchObject({ state: 'draft' });
  });
});

describe('people and the postmortem', () => {
  const pass = (hours: number) => world.clock.advance(hours * 3600);

  it('are told once that it is drafted, once that it is due, and others only when it is overdue', async () => {
    await closed();
    await write();
    for (const _ of [1, 2]) await tendPostmortems(world);
    expect(told()).toEqual([['ana', 'postmortem-due']]);
    // Two incidents may be due at the same instant.
    expect(world.channel.sent()[0]?.key).toContain(world.incidentId);
    pass(21);
    for (const _ of [1, 2]) await tendPostmortems(world);
    expect(told().slice(1)).toEqual([['ana', 'postmortem-due']]);
    pass(4);
    for (const _ of [1, 2]) await tendPostmortems(world);
    expect(told().slice(2)).toEqual([
      ['ana', 'postmortem-due'],
      ['ben', 'postmortem-due'],
    ]);
  });

  it('are told nothing of one that is published', async () => {
    await closed();
    await write();
    await edit({ change: 'review' });
    const reasons = Object.fromEntries(
      ((await readPostmortem(world, world.incidentId, { callerArn: null })).document?.questions ?? []).map(
        ({ id }) => [id, 'nobody remembers'],
      ),
    );
    await edit({ change: 'publish', reasons });
    pass(48);
    await tendPostmortems(world);
    expect(told()).toEqual([]);
  });

  it('who are for engineering have it where nobody owns it', async () => {
    await closed({ commander: 'somebody-who-left', service: 'nobodys' });
    await write();
    await tendPostmortems(world);
    expect(told()).toEqual([['ben', 'postmortem-due']]);
  });

  it('get the draft that the workflow could not write', async () => {
    await closed();
    await tendPostmortems(world);
    expect(await head()).toBeNull();
    pass(1);
    await tendPostmortems(world);
    expect(await head()).toMatchObject({ state: 'draft' });
  });

  it('find the record sealed, also where the workflow could not write the draft or ended between the two', async () => {
    const seals = async () =>
      (await world.incidents.readRecord(world.incidentId))?.entries.filter(
        ({ kind }) => kind === 'record.sealed',
      ).length;
    await closed();
    pass(1);
    for (const _ of [1, 2]) await tendPostmortems(world);
    expect(await seals()).toBe(1);

    world = useCaseWorld();
    await closed();
    await write();
    expect(await seals()).toBe(0);
    pass(1);
    await tendPostmortems(world);
    expect(await seals()).toBe(1);
  });

  it('cost no reading of all evidence once the record is sealed', async () => {
    await closed();
    await write();
    pass(1);
    let reads = 0;
    const counted = {
      ...world.incidents,
      readRecord: async (id: string) => {
        reads += 1;
        return await world.incidents.readRecord(id);
      },
    };
    const tend = async () => {
      reads = 0;
      await tendPostmortems({ ...world, incidents: counted });
      return reads;
    };
    expect(await tend()).toBe(1);
    expect(await tend()).toBe(0);
  });
});
