import { durationLabel } from '../../../lambdas/domain/reporting/labels/duration-label.ts';
import type { ApiResponse } from '../../../lambdas/http/contract/index.ts';
import { stateLabel } from '../../../lambdas/pages/html/labels.ts';
import { type Paint, paint, plain } from '../../cli/terminal.ts';

type ListedIncident = ApiResponse<'GET /v1/incidents'>['incidents'][number];

const severityPaint: Readonly<Record<string, Paint>> = { SEV1: 'red', SEV2: 'yellow' };

export function severityText(severity: string): string {
  const colour = severityPaint[severity];
  return colour === undefined ? plain(severity) : paint(plain(severity), colour);
}

/** What is wrong. */
export function headlineText({ headline, title }: Pick<ListedIncident, 'headline' | 'title'>): string {
  return plain(headline || title);
}

export function statusText(incident: Pick<ListedIncident, 'status' | 'outcome'>): string {
  return plain(stateLabel(incident));
}

export function ageText(
  { openedAt, closedAt }: Pick<ListedIncident, 'openedAt' | 'closedAt'>,
  now: Date,
): string {
  const until = closedAt === null ? now.getTime() : Date.parse(closedAt);
  return durationLabel(until - Date.parse(openedAt));
}
