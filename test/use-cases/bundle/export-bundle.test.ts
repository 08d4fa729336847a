import { describe, expect, it } from '@jest/globals';
import { RestrictedError } from '../../../lambdas/domain/errors.ts';
import type { Incident } from '../../../lambdas/domain/records/incident.ts';
import { checkBundle } from '../../../lambdas/domain/reporting/bundle/check-bundle.ts';
import { exportBundle } from '../../../lambdas/use-cases/bundle/export-bundle.ts';
import { sealRecord } from '../../../lambdas/use-cases/bundle/seal-record.ts';
import { createManualClock } from '../../../local/rehearsal/memory/manual-clock.ts';
import { createMemoryPorts, handlerDeps } from '../../../local/rehearsal/memory-ports.ts';
import { aPolicy } from '../../support/builders/policy/a-policy.ts';
import {
  aClosedIncident,
  anIncident,
  aTimelineEntry,
  firstIncidentId,
} from '../../support/builders/records.ts';

async function aWorld(incident: Incident = aClosedIncident({ version: 1 })) {
  const clock = createManualClock('2026-11-23T02:09:00.000Z');
  const deps = handlerDeps(createMemoryPorts(clock, aPolicy()));
  await deps.incidents.createIncident({ ...incident, version: 1 });
  const exported = async () => {
    const lines: string[] = [];
    for (let from: number | null = 1; from !== null; ) {
      const page: Awaited<ReturnType<typeof exportBundle>> = await exportBundle(deps, {
        incidentId: firstIncidentId,
        callerArn: null,
        from,
      });
      lines.push(...page.lines.map((line) => `${line}\n`));
      from = page.next;
    }
    return lines;
  };
  return { ...deps, exported, seal: () => sealRecord(deps, { incidentId: firstIncidentId }) };
}

describe('the bundle of an incident', () => {
  it('has the hash that stands on its timeline since the closing, and the same each time', async () => {
    const world = await aWorld();
    const sealed = await world.seal();
    expect(await world.seal()).toBeNull();
    const checked = await checkBundle(await world.exported());
    expect(checked).toMatchObject({ fault: null, sealed: { head: sealed?.head } });
    const { entries } = (await world.incidents.readRecord(firstIncidentId)) ?? { entries: [] };
    expect(entries.find(({ kind }) => kind === 'record.sealed')?.data['head']).toBe(sealed?.head);
    expect(await world.exported()).toEqual(await world.exported());
    expect(checked.since.size).toBe(0);
  });

  it('shows what came and what was altered since, and keeps what was sealed as it was', async () => {
    const world = await aWorld();
    const sealed = await world.seal();
    await world.incidents.appendEntry(firstIncidentId, aTimelineEntry({ id: 'late' }));
    await world.incidents.saveIncident(aClosedIncident({ version: 2, closedBy: 'person:eve' }));
    const lines = await world.exported();
    const checked = await checkBundle(lines);
    expect(checked).toMatchObject({ fault: null, sealed: { head: sealed?.head } });
    expect(Object.fromEntries(checked.since)).toMatchObject({ 'changed.incident': 1, 'later.entry': 1 });
    expect(lines.filter((line) => line.includes('person:eve')).length).toBeGreaterThan(0);
    expect(lines.slice(0, checked.sealed?.lines).join('')).not.toContain('person:eve');
  });

  it('is there while the incident is open, unsealed', async () => {
    const world = await aWorld(anIncident());
    expect(await world.seal()).toBeNull();
    expect(await checkBundle(await world.exported())).toMatchObject({ fault: null, sealed: null });
  });

  it('says that what was sealed is lost', async () => {
    const world = await aWorld();
    await world.seal();
    const { entries } = (await world.incidents.readRecord(firstIncidentId)) ?? { entries: [] };
    const document = String(entries.find(({ kind }) => kind === 'record.sealed')?.data['document']);
    await world.documents.put(document, '', 'text/plain');
    expect((await world.exported()).join('')).toContain('lost-seal');
  });

  it('comes in pages that a function can answer with', async () => {
    const world = await aWorld();
    for (let n = 0; n < 12; n += 1) {
      await world.incidents.appendEntry(
        firstIncidentId,
        aTimelineEntry({ id: `big-${n}`, text: 'x'.repeat(200_000) }),
      );
    }
    const page = await exportBundle(world, { incidentId: firstIncidentId, callerArn: null, from: 1 });
    expect(page.next).not.toBeNull();
    expect(page.lines.join('').length).toBeLessThan(2_500_000);
    expect(await checkBundle(await world.exported())).toMatchObject({ fault: null });
  });

  it('is shown to nobody who may not see the incident', async () => {
    const world = await aWorld(aClosedIncident({ version: 1, sensitive: true }));
    await expect(world.exported()).rejects.toBeInstanceOf(RestrictedError);
  });
});
