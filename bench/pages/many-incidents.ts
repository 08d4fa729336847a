import type { Incident } from '../../lambdas/domain/records/incident.ts';
import { severities } from '../../lambdas/domain/records/severity.ts';
import type { TimelineEntry } from '../../lambdas/domain/records/timeline.ts';
import type { ConsoleDeps } from '../../lambdas/runtime/build/build-console.ts';
import { sampleNow, sampleRecord } from '../../test/support/builders/samples/sample-incident.ts';
import { inMemoryConsole, storeRecord } from '../../test/support/worlds/console-server.ts';

export const longIncidentId = 'inc_01M8Q1TZFHZ2VYAF0FDP40000';
const stages = ['awaiting-approval', 'handed-over', 'verifying', 'triaging'] as const;

/** An installation with so many open incidents, the first of which has so many timeline entries of its own. */
export async function consoleWith(
  open: number,
  entries: number,
  policy: ConsoleDeps['policy'],
): Promise<ConsoleDeps> {
  const deps = inMemoryConsole({ policy });
  for (let index = 0; index < open; index += 1) {
    const { incident, ...rest } = sampleRecord(stages[index % stages.length] ?? 'triaging');
    const own: Incident = {
      ...incident,
      id: `inc_01M8Q1TZFHZ2VYAF0FDP4${String(index).padStart(4, '0')}`,
      severity: severities[index % severities.length] ?? 'SEV3',
      correlationKey: `key ${index}`,
      openedAt: new Date(sampleNow.getTime() - (index + 1) * 60_000).toISOString(),
    };
    const record = { incident: own, ...rest, steps: [], debts: [] };
    await storeRecord(deps, index === 0 ? { ...record, entries: manyEntries(entries) } : record);
  }
  return deps;
}

function manyEntries(count: number): readonly TimelineEntry[] {
  return Array.from({ length: count }, (_, index) => ({
    id: `note:${index}`,
    at: new Date(sampleNow.getTime() - (count - index) * 1000).toISOString(),
    actor: 'person:ana',
    kind: 'command.noted',
    text: `Note ${index}: looked at the dashboards of checkout, nothing new`,
    data: {},
  }));
}
