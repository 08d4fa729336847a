import { describe, expect, it } from '@jest/globals';
import { type Reply, runWorkflow } from '../support/worlds/incident-workflow.ts';

describe('triage', () => {
  const readers = ['read-metrics', 'read-logs', 'list-changes', 'measure-blast-radius', 'read-dead-letters'];
  const spent = (run: Awaited<ReturnType<typeof runWorkflow>>) =>
    run.secondsBetween('Gather evidence', 'Assess and plan');

  it.each(readers)('goes on within 20 s when %s never ends, with what there is', async (reader) => {
    const run = await runWorkflow({ [reader]: ['hangs'] });
    expect(spent(run)).toBeLessThanOrEqual(18);
    expect(run.status).toBe('SUCCEEDED');
    expect(run.callsOf('assess-incident')[0]?.['unavailable']).toEqual(
      expect.arrayContaining([expect.objectContaining({ reason: 'the reading failed: States.Timeout' })]),
    );
  });

  it.each(['Sandbox.Timedout', 'Lambda.ClientExecutionTimeoutException', 'DependencyUnavailableError'])(
    'repeats no reading that failed slowly: %s',
    async (fails) => {
      const run = await runWorkflow(Object.fromEntries(readers.map((reader) => [reader, [{ fails }]])));
      for (const reader of readers) expect(run.callsOf(reader)).toHaveLength(1);
      expect(run.callsOf('assess-incident')[0]?.['unavailable']).toHaveLength(readers.length);
    },
  );

  it('repeats a reading that was not started, also when it then never ends', async () => {
    const throttled: Reply = { fails: 'Lambda.TooManyRequestsException' };
    const run = await runWorkflow({ 'read-metrics': [throttled, throttled, 'hangs'] });
    expect(run.callsOf('read-metrics')).toHaveLength(3);
    expect(spent(run)).toBeLessThanOrEqual(20);
  });
});
