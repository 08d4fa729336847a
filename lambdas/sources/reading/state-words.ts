import type { AlertStatus } from '../../domain/records/alert.ts';
import { resolvedFor } from './resolve-reason.ts';

/** Words that open, and words that close what one of them opened; in lower-case letters only. */
export const statePairs: readonly {
  readonly opens: readonly string[];
  readonly closes: readonly string[];
}[] = [
  { opens: ['firing', 'fired'], closes: ['resolved', 'cleared'] },
  { opens: ['triggered', 'trigger'], closes: ['untriggered', 'resolve'] },
  { opens: ['alert', 'alerting'], closes: ['ok', 'okay'] },
  { opens: ['alertfailure', 'alertdegraded'], closes: ['alertrecovery', 'alertdegradedrecovery'] },
  { opens: ['alarm', 'inalarm'], closes: ['normal', 'backtonormal'] },
  { opens: ['open', 'opened', 'reopen', 'reopened'], closes: ['close', 'closed'] },
  { opens: ['down'], closes: ['up'] },
  { opens: ['problem'], closes: ['recovery', 'recovered', 'recover'] },
  { opens: ['active'], closes: ['inactive'] },
  { opens: ['activated', 'activate'], closes: ['deactivated', 'deactivate'] },
  { opens: ['raised', 'raise', 'set'], closes: ['clear', 'lowered', 'unset', 'allclear'] },
  { opens: ['started', 'start', 'begin', 'began'], closes: ['ended', 'end', 'stopped'] },
  { opens: ['ongoing'], closes: ['over', 'finished', 'finish'] },
  { opens: ['unhealthy'], closes: ['healthy'] },
  { opens: ['failed', 'fail'], closes: ['passed', 'pass', 'succeeded'] },
  { opens: ['failing'], closes: ['passing'] },
  { opens: ['failure'], closes: ['success', 'successful'] },
  { opens: ['broken'], closes: ['fixed', 'repaired'] },
  { opens: ['offline'], closes: ['online'] },
  { opens: ['unavailable'], closes: ['available'] },
  { opens: ['unreachable'], closes: ['reachable'] },
  { opens: ['disconnected'], closes: ['connected', 'reconnected'] },
  { opens: ['lost'], closes: ['restored', 'found'] },
  {
    opens: ['outage', 'majoroutage', 'partialoutage', 'degraded', 'degradedperformance'],
    closes: ['operational'],
  },
  { opens: ['breached', 'breach', 'breaching'], closes: ['unbreached', 'notbreaching'] },
  { opens: ['violated', 'violating', 'violation'], closes: ['compliant', 'cured'] },
  { opens: ['abnormal', 'anomaly', 'anomalous'], closes: ['normalized', 'normalised'] },
  { opens: ['critical', 'crit', 'error', 'fatal', 'emergency'], closes: ['good', 'fine'] },
  { opens: ['warning', 'warn'], closes: ['warnrecovery', 'warningrecovered'] },
  { opens: ['bad', 'notok', 'ko'], closes: ['isok'] },
  { opens: ['red', 'yellow'], closes: ['green'] },
  { opens: ['new', 'created', 'create'], closes: ['done', 'completed', 'complete'] },
  { opens: ['unresolved', 'investigating', 'identified', 'monitoring'], closes: ['solved', 'mitigated'] },
  { opens: ['impaired'], closes: ['unimpaired'] },
];

const byWord = new Map<string, AlertStatus>();
for (const { opens, closes } of statePairs) {
  for (const word of opens) byWord.set(word, 'firing');
  for (const word of closes) byWord.set(word, 'resolved');
}
for (const word of ['unacknowledged', 'unacknowledge', 'unack']) byWord.set(word, 'firing');
for (const word of ['acknowledged', 'acknowledge', 'ack', 'acked']) byWord.set(word, 'acknowledged');
for (const word of [
  'nodata',
  'insufficientdata',
  'unknown',
  'missing',
  'missingdata',
  'stale',
  'undetermined',
]) {
  byWord.set(word, 'no-data');
}

/** What a sender's word for a state means, however it is written; null for a word nobody taught us. */
export function statusForWord(term: string | null): AlertStatus | null {
  const word = (term ?? '')
    .slice(0, 60)
    .toLowerCase()
    .replaceAll(/[^a-z]/g, '');
  const known =
    byWord.get(word) ?? byWord.get(word.replace(/^(alert|incident|issue|monitor|check|alarm)(?=[a-z])/, ''));
  if (known !== undefined) return known;
  const end = word === '' ? 'resolved' : resolvedFor(word);
  return end === 'resolved' ? null : end;
}

/** The same, where a sender has words of its own (in lower case) that come first. */
export function statusIn(
  own: Readonly<Record<string, AlertStatus>>,
  term: string | null,
): AlertStatus | null {
  return (term !== null && Object.hasOwn(own, term) ? own[term] : undefined) ?? statusForWord(term);
}
