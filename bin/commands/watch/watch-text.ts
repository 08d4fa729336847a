import { durationLabel } from '../../../lambdas/domain/reporting/labels/duration-label.ts';
import type { ApiResponse } from '../../../lambdas/http/contract/index.ts';
import { paint, plain } from '../../cli/terminal.ts';
import { ageText, severityText, statusText } from '../incidents/incident-labels.ts';

type ShownIncident = ApiResponse<'GET /v1/incidents/{id}'>;

/** Where an incident stands, and what is asked of whom. */
export function statusLines(incident: ShownIncident, now: Date): string {
  const { waiting, closedAt, postmortem } = incident;
  const head = `${severityText(incident.severity)} ${statusText(incident)}, ${ageText(incident, now)}`;
  if (closedAt !== null) {
    return paint(`── ${head}${postmortem === null ? '' : '. The postmortem is on its page'}`, 'bold');
  }
  if (waiting === null) return paint(`── ${head}`, 'bold');
  const people = waiting.people.length === 0 ? '' : ` (${plain(waiting.people.join(', '))})`;
  const left = waiting.until === null ? null : Date.parse(waiting.until) - now.getTime();
  const until = left === null || left <= 0 ? '' : `, ${durationLabel(left)} left`;
  return paint(`── ${head}. Waits for: ${plain(waiting.text)}${people}${until}`, 'bold');
}
