import type { AgentPolicy } from '../policy/schemas/agents-schema.ts';
import type { AgentQuota } from '../records/agent-quota.ts';

const hourMilliseconds = 3_600_000;
/** So many incidents are remembered; an item of the table must hold them. */
const mostIncidents = 200;

/** Counts one more note or proposal of an agent; why it is one too many, for the agent. */
export function countWriting(
  known: AgentQuota | null,
  { id: agent, atMost }: Pick<AgentPolicy, 'id' | 'atMost'>,
  incidentId: string,
  now: Date,
): { readonly ok: true; readonly quota: AgentQuota } | { readonly ok: false; readonly reason: string } {
  const { since, sent } = hourOf(known, now);
  const { incidents = [], version = 0 } = known ?? {};
  const here = incidents.find(({ id }) => id === incidentId)?.sent ?? 0;
  if (here >= atMost.perIncident) {
    return {
      ok: false,
      reason: `${agent} has written ${here} times about this incident, which is its limit (atMost.perIncident)`,
    };
  }
  if (sent >= atMost.perHour) {
    const again = new Date(Date.parse(since) + hourMilliseconds).toISOString();
    return {
      ok: false,
      reason: `${agent} has written ${sent} times within the hour, which is its limit (atMost.perHour); again from ${again}`,
    };
  }
  const others = incidents.filter(({ id }) => id !== incidentId);
  return {
    ok: true,
    quota: {
      agent,
      since,
      sent: sent + 1,
      incidents: [...others, { id: incidentId, sent: here + 1 }].slice(-mostIncidents),
      version: version + 1,
    },
  };
}

function hourOf(known: AgentQuota | null, now: Date): Pick<AgentQuota, 'since' | 'sent'> {
  const isOver = known === null || now.getTime() - Date.parse(known.since) >= hourMilliseconds;
  return isOver ? { since: now.toISOString(), sent: 0 } : known;
}
