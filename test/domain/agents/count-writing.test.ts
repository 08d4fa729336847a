import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { countWriting } from '../../../lambdas/domain/agents/count-writing.ts';
import type { AgentQuota } from '../../../lambdas/domain/records/agent-quota.ts';
import { anAgent } from '../../support/builders/policy/an-agent.ts';

const start = Date.parse('2026-11-23T02:00:00.000Z');
const agent = anAgent({ atMost: { perIncident: 2, perHour: 3 } });

/** Which of these writings pass, one after the other. */
function passing(writings: readonly { readonly minute: number; readonly incident: string }[]) {
  let quota: AgentQuota | null = null;
  return writings.filter(({ minute, incident }) => {
    const counted = countWriting(quota, agent, incident, new Date(start + minute * 60_000));
    if (counted.ok) quota = counted.quota;
    return counted.ok;
  });
}

describe('how often an agent may write', () => {
  it('is bounded for an incident, however long it takes', () => {
    const writings = [0, 61, 122, 1000].map((minute) => ({ minute, incident: 'inc_1' }));
    expect(passing(writings)).toEqual(writings.slice(0, 2));
  });

  it('is bounded within the hour, over all incidents', () => {
    const writings = [0, 1, 2, 3, 60].map((minute) => ({ minute, incident: `inc_${minute}` }));
    expect(passing(writings)).toEqual(writings.filter(({ minute }) => minute !== 3));
  });

  it('is said with the limit that holds, and when it ends', () => {
    const quota = {
      agent: 'helper',
      since: new Date(start).toISOString(),
      sent: 3,
      incidents: [],
      version: 3,
    };
    const counted = countWriting(quota, agent, 'inc_1', new Date(start + 60_000));
    expect(counted).toMatchObject({ ok: false, reason: expect.stringContaining('2026-11-23T03:00:00.000Z') });
  });

  it('never passes a bound, in whatever order it writes', () => {
    const writing = fc.record({
      minute: fc.integer({ min: 0, max: 300 }),
      incident: fc.constantFrom('inc_1', 'inc_2', 'inc_3'),
    });
    fc.assert(
      fc.property(fc.array(writing, { maxLength: 40 }), (given) => {
        const passed = passing(given.toSorted((a, b) => a.minute - b.minute));
        const each = Map.groupBy(passed, ({ incident }) => incident);
        expect([...each.values()].every(({ length }) => length <= 2)).toBe(true);
      }),
    );
  });
});
