import { durationLabel } from '../../../lambdas/domain/reporting/labels/duration-label.ts';
import type { ApiResponse } from '../../../lambdas/http/contract/index.ts';
import { outcomeLabels, statusLabels } from '../../../lambdas/pages/html/labels.ts';
import { type Paint, paint, plain } from '../../cli/terminal.ts';

type ListedIncident = ApiResponse<'GET /v1/incidents'>['incidents'][number];

const severityPaint: Readonly<Record<string, Paint>> = { SEV1: 'red', SEV2: 'yellow' };

export function severityText(severity: string): string {
  const colour = severityPaint[severity];
  return colour === undefined ? plain(severity) : paint(plain(severity), colour);
}

export function statusText({ status, outcome }: Pick<ListedIncident, 'status' | 'outcome'>): string {
  return outcome === null ? labelOf(statusLabels, status) : labelOf(outcomeLabels, outcome);
}

/** The word of a newer version is shown as it came. */
export function labelOf(labels: Readonly<Record<string, string>>, name: string): string {
  return labels[name] ?? plain(name);
}

export function ageText(
  { openedAt, closedAt }: Pick<ListedIncident, 'openedAt' | 'closedAt'>,
  now: Date,
): string {
  const until = closedAt === null ? now.getTime() : Date.parse(closedAt);
  return durationLabel(until - Date.parse(openedAt));
}
