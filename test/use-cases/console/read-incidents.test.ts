import { describe, expect, it } from '@jest/globals';
import { readIncident } from '../../../lambdas/use-cases/console/read-incidents.ts';
import { sampleIncidentId, sampleRecord } from '../../support/builders/samples/sample-incident.ts';
import { inMemoryConsole, storeRecord } from '../../support/worlds/console-server.ts';

describe('whoever may have a part of an incident', () => {
  const peopleOf = async (sensitive: boolean) => {
    const deps = inMemoryConsole();
    const { incident, ...rest } = sampleRecord('closed');
    await storeRecord(deps, { ...rest, incident: { ...incident, sensitive } });
    return (await readIncident(deps, sampleIncidentId, { person: 'ben' })).people;
  };

  it('is told by id and name, and by nothing that reaches them', async () => {
    expect(await peopleOf(false)).toEqual([
      { id: 'ana', name: 'Ana' },
      { id: 'ben', name: 'Ben' },
    ]);
  });

  it('is one who may see it, where it is security-sensitive', async () => {
    expect(await peopleOf(true)).toEqual([{ id: 'ben', name: 'Ben' }]);
  });
});
