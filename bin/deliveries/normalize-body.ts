import type { Alert } from '../../lambdas/domain/records/alert.ts';
import type { AlertSource, ParseOutcome, UnreadItem } from '../../lambdas/ports/plug-ins/alert-source.ts';

type NormalizedAlert = Omit<Alert, 'title'> & { readonly title: string | null };

/** What a body becomes. A title that the sender did not give is null here. */
export function normalizeBody(
  source: AlertSource,
  body: string,
):
  | Exclude<ParseOutcome, { outcome: 'alerts' }>
  | { outcome: 'alerts'; alerts: NormalizedAlert[]; unread?: readonly UnreadItem[] } {
  const receivedAt = new Date(0).toISOString();
  const parsed = source.parse({ id: 'dlv_normalize', source: source.name, receivedAt, headers: {}, body });
  if (parsed.outcome !== 'alerts') return parsed;
  return {
    ...parsed,
    alerts: parsed.alerts.map((alert) => ({ ...alert, title: alert.title || null })),
  };
}
