import { createHash } from 'node:crypto';
import type { ChangeSourceName, ReportedChange } from '../../../domain/records/reported-change.ts';
import type { ItemKey } from './table-item.ts';
import { approvalPrefix, openLockPrefix, reportedChangePrefix, signInPrefix } from './table-schema.ts';

/** Sort keys under one incident; `table-schema.ts` has the whole table. */
export const sortKeyPrefixes = {
  incident: 'INC',
  alertPage: 'ALERTS#',
  evidence: 'EVD#',
  entry: 'TL#',
  step: 'STEP#',
  debt: 'DEBT#',
  recoveryLook: 'LOOK',
  smokeRuns: 'SMOKE',
  followUp: 'FUP#',
} as const;

const longestText = 256;

/** Keys are limited to 1 kB and take text of senders: what is long becomes its hash. */
function bounded(text: string): string {
  const wellFormed = text.toWellFormed();
  if (wellFormed.length <= longestText) return wellFormed;
  return `sha256:${createHash('sha256').update(wellFormed).digest('hex')}`;
}

export const incidentPartition = (id: string): string => `INC#${bounded(id)}`;
export const recoveryLookKey = (id: string): ItemKey => ({
  pk: incidentPartition(id),
  sk: sortKeyPrefixes.recoveryLook,
});
export const smokeRunsKey = (id: string): ItemKey => ({
  pk: incidentPartition(id),
  sk: sortKeyPrefixes.smokeRuns,
});
/** Ids are of our own making and short. */
export const incidentIdOf = ({ pk }: ItemKey): string => pk.slice('INC#'.length);
export const incidentKey = (id: string): ItemKey => ({ pk: incidentPartition(id), sk: 'INC' });
export const alertPageKey = (ownerId: string, number: number): ItemKey => ({
  pk: incidentPartition(ownerId),
  sk: `${sortKeyPrefixes.alertPage}${String(number).padStart(4, '0')}`,
});
export const evidenceKey = (id: string, kind: string): ItemKey => ({
  pk: incidentPartition(id),
  sk: `${sortKeyPrefixes.evidence}${kind}`,
});
export const entryKey = (id: string, entryId: string): ItemKey => ({
  pk: incidentPartition(id),
  sk: `${sortKeyPrefixes.entry}${bounded(entryId)}`,
});
export const stepKey = (id: string, index: number): ItemKey => ({
  pk: incidentPartition(id),
  sk: `${sortKeyPrefixes.step}${String(index).padStart(4, '0')}`,
});
export const debtKey = (id: string, resource: string): ItemKey => ({
  pk: incidentPartition(id),
  sk: `${sortKeyPrefixes.debt}${bounded(resource)}`,
});
/** Its id is a hash of our own making. */
export const followUpKey = (id: string, followUpId: string): ItemKey => ({
  pk: incidentPartition(id),
  sk: `${sortKeyPrefixes.followUp}${bounded(followUpId)}`,
});
export const openLockKey = (correlationKey: string): ItemKey => ({
  pk: `${openLockPrefix}${bounded(correlationKey)}`,
  sk: 'OPEN',
});
export const approvalKey = (id: string): ItemKey => ({ pk: `${approvalPrefix}${bounded(id)}`, sk: 'APR' });
export const leaseKey = (resource: string): ItemKey => ({ pk: `LEASE#${bounded(resource)}`, sk: 'LEASE' });
export const workKey = (resource: string): ItemKey => ({ pk: `WORK#${bounded(resource)}`, sk: 'WORK' });
export const killSwitchPartition = 'STOP';
export const killSwitchKey = (service: string | null): ItemKey => ({
  pk: killSwitchPartition,
  sk: service === null ? 'ALL' : `SERVICE#${bounded(service)}`,
});
export const notificationQuotaKey = (person: string): ItemKey => ({
  pk: `MAIL#${bounded(person)}`,
  sk: 'MAIL',
});
export const agentQuotaKey = (agent: string): ItemKey => ({
  pk: `AGENT#${bounded(agent)}`,
  sk: 'AGENT',
});
export const signInKey = (person: string): ItemKey => ({
  pk: `${signInPrefix}${bounded(person)}`,
  sk: 'SIGNIN',
});
export const postLogPartition = (incidentId: string): string => `POST#${bounded(incidentId)}`;
export const postLogKey = (incidentId: string, place: string): ItemKey => ({
  pk: postLogPartition(incidentId),
  sk: `PLACE#${bounded(place)}`,
});
export const updateClaimKey = (incidentId: string): ItemKey => ({
  pk: `UPDATE#${bounded(incidentId)}`,
  sk: 'CLAIM',
});
export const publicStatusKey = (incidentId: string): ItemKey => ({
  pk: `PUBLIC#${bounded(incidentId)}`,
  sk: 'STATUS',
});
export const tombstoneKey = (source: string, fingerprint: string): ItemKey => ({
  pk: `TOMB#${bounded(source)}#${bounded(fingerprint)}`,
  sk: 'TOMB',
});
/** When that was said, if later than the end. */
export const tombstoneSaidKey = (source: string, fingerprint: string): ItemKey => ({
  ...tombstoneKey(source, fingerprint),
  sk: 'SAID',
});
export const rememberedAlertKey = (source: string, fingerprint: string): ItemKey => ({
  pk: `SEEN#${bounded(source)}#${bounded(fingerprint)}`,
  sk: 'SEEN',
});
export const reportedChangePartition = (subject: string): string =>
  `${reportedChangePrefix}${bounded(subject)}`;
/** Sorted by source, then by time; the same message has the same key. */
export const reportedChangeKey = ({
  source,
  subject,
  at,
  state,
  id,
}: Pick<ReportedChange, 'source' | 'subject' | 'at' | 'state' | 'id'>): ItemKey => ({
  pk: reportedChangePartition(subject),
  sk: `${source}#${at}#${state}#${bounded(id)}`,
});
/** Sort keys of what one source reported since an instant; `until` is exclusive in effect: no key is that. */
export const reportedChangeRange = (source: ChangeSourceName, since: Date) => ({
  from: `${source}#${since.toISOString()}`,
  until: `${source}$`,
});
