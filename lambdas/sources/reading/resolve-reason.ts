import type { AlertStatus } from '../../domain/records/alert.ts';

/** Words of senders for an end without a look at the thing itself, in lower-case letters only. */
const lostSight: ReadonlySet<string> = new Set([
  'autoclose',
  'autoclosed',
  'autoclosepolicy',
  'autoresolve',
  'autoresolved',
  'automaticallyclosed',
  'automaticallyresolved',
  'datasourceerror',
  'expiration',
  'expired',
  'expiry',
  'inactive',
  'inactivity',
  'insufficientdata',
  'keeplast',
  'lossofsignal',
  'lostsignal',
  'metricabsent',
  'missingdata',
  'missingseries',
  'nodata',
  'nodatarecovered',
  'paused',
  'signalloss',
  'signallost',
  'stale',
  'timelimitexceeded',
  'timelimitexpired',
  'ttl',
  'ttlexpired',
  'violationexpired',
]);
/** And for what a person or a tool did to the alert rather than to the thing. */
const handled: ReadonlySet<string> = new Set([
  'archived',
  'deleted',
  'disabled',
  'duplicate',
  'duplicated',
  'ignored',
  'merge',
  'merged',
  'moved',
  'muted',
  'reassigned',
  'ruledeleted',
  'ruleupdated',
  'silenced',
  'snoozed',
  'suppressed',
  'updated',
]);

/** In sentences that vendors write themselves. */
const lostSightInWords =
  /\bno (?:new )?(?:data|datapoints?|signal)\b(?! loss)|\bwithout (?:any )?(?:data|signal)\b|\b(?:missing|insufficient) (?:data|series)\b|\bauto(?:matically|-)?[ -]?(?:closed?|resolved?)\b|\b(?:signal|data|series) (?:was |is )?(?:lost|missing)\b|\bloss of signal\b|\b(?:incident|issue|violation|alert) (?:has )?(?:expired|timed out)\b|\btime limit\b|\b(?:no longer|stopped) (?:reporting|sending|receiving)\b|\binactivity\b/i;

/**
 * What a resolve is, by the words that say why: a recovery, `no-data` when its sender lost sight of the alert, or `updated` when it was
 * merged, deleted, muted … Words may be several, as in `Error, Paused`.
 */
export function resolvedFor(...reasons: readonly (string | null | undefined)[]): AlertStatus {
  const words = reasons
    .flatMap((reason) => reason?.slice(0, 200).split(/[,;|]/) ?? [])
    .map((word) =>
      word
        .toLowerCase()
        .replaceAll(/[^a-z]/g, '')
        .replace(/^(issue|incident|alert|monitor|violation)(?=[a-z])|(resolve|close)?reason$/g, ''),
    );
  if (words.some((word) => lostSight.has(word))) return 'no-data';
  return words.some((word) => handled.has(word)) ? 'updated' : 'resolved';
}

/** The same, where only a sentence of the vendor's own tells. */
export function resolvedAsTold(text: string | null): AlertStatus {
  return lostSightInWords.test(text?.slice(0, 2000) ?? '') ? 'no-data' : 'resolved';
}
