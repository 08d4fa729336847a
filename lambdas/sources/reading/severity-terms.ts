import type { SeverityHint } from '../../domain/records/alert.ts';

const hints: Readonly<Record<SeverityHint, readonly string[]>> = {
  critical: [
    'critical',
    'crit',
    'p1',
    'sev1',
    'fatal',
    'emergency',
    'emerg',
    'disaster',
    'page',
    'blocker',
    'urgent',
    'alert',
  ],
  high: ['high', 'p2', 'sev2', 'error', 'err', 'major', 'severe'],
  medium: ['medium', 'moderate', 'p3', 'sev3', 'warning', 'warn', 'average', 'normal'],
  low: ['low', 'p4', 'sev4', 'minor', 'notice'],
  info: ['info', 'information', 'informational', 'p5', 'sev5', 'debug', 'trivial', 'ok', 'none', 'verbose'],
  unknown: [],
};

const byTerm = new Map<string, SeverityHint>();
for (const hint of ['critical', 'high', 'medium', 'low', 'info'] as const) {
  for (const term of hints[hint]) byTerm.set(term, hint);
}

/** What a sender's term for severity recommends; `unknown` for a term nobody taught us, null for none. */
export function severityHintOf(raw: string | null): SeverityHint | null {
  if (raw === null) return null;
  return (
    byTerm.get(
      raw
        .trim()
        .toLowerCase()
        .replaceAll(/[\s_-]/g, ''),
    ) ?? 'unknown'
  );
}
