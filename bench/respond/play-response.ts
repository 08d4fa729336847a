import type { CompiledPolicy } from '../../lambdas/domain/policy/policy.ts';
import type { IncidentRecord } from '../../lambdas/ports/stores/incident-store.ts';
import { startRehearsal } from '../../local/rehearsal/rehearsal.ts';
import type { Scenario } from '../../local/world/scenario/scenario.ts';

/** Without an alert in this time there is nothing to respond to. */
const mostMinutesToAlert = 120;
/** From the first incident on. */
const mostMinutesToEnd = 120;
const ended = ['closed', 'handed-over'];

/**
 * Plays a scenario with everything behind it until each incident is closed or with people, at most two hours. Whoever is asked approves
 * within the minute: what is proposed is what is judged. Empty when no alert fired.
 */
export async function playResponse(
  scenario: Scenario,
  policy: CompiledPolicy,
  startAt: number,
): Promise<readonly IncidentRecord[]> {
  const rehearsal = await startRehearsal({ policy, scenario, startAt });
  const list = async () => (await rehearsal.incidents.listIncidents({ status: 'all', limit: 50 })).incidents;
  const answered = new Set<string>();
  const approveAll = async (): Promise<void> => {
    for (const asked of rehearsal.notifications()) {
      if (asked.code === null || asked.url === null || answered.has(asked.url)) continue;
      answered.add(asked.url);
      // Another approver was quicker, or the incident is over: that is an answer too.
      await rehearsal.decideBy('approve', asked).catch(() => {});
    }
  };
  try {
    let incidents = await list();
    for (let minute = 0; minute < mostMinutesToAlert && incidents.length === 0; minute += 1) {
      await rehearsal.pass(1);
      incidents = await list();
    }
    for (let minute = 0; minute < mostMinutesToEnd && incidents.length > 0; minute += 1) {
      await rehearsal.pass(1);
      await approveAll();
      incidents = await list();
      if (minute >= 5 && incidents.every(({ status }) => ended.includes(status))) break;
    }
    const records = await Promise.all(incidents.map(({ id }) => rehearsal.incidents.readRecord(id)));
    return records.filter((record) => record !== null);
  } finally {
    rehearsal.stop();
  }
}
