import type { AlertPage, RememberedAlert, Resolution } from '../../domain/records/alert.ts';
import type { Evidence, EvidenceHead, EvidenceKind } from '../../domain/records/evidence.ts';
import type { Incident, IncidentStatus } from '../../domain/records/incident.ts';
import type { RecordedFacts } from '../../domain/records/recorded-facts.ts';
import type { Debt, StepRecord } from '../../domain/records/step-record.ts';
import type { TimelineEntry } from '../../domain/records/timeline.ts';
import type { FollowUpStore } from './follow-up-store.ts';
import type { RecoveryLookStore } from './recovery-look-store.ts';

/** What an alert is known by. */
export interface AlertIdentity {
  readonly source: string;
  readonly fingerprint: string;
}

/** A step of an incident's plan. */
export interface StepIdentity {
  readonly incidentId: string;
  readonly index: number;
}

/** Read consistently in one query. */
export type IncidentRecord = RecordedFacts;

/** A record without what its evidence says: for whoever does not judge by that, since it is most of the record. */
export type IncidentOutline = Omit<IncidentRecord, 'evidence'> & {
  readonly evidence: readonly EvidenceHead[];
};

export interface IncidentPage {
  readonly incidents: readonly Incident[];
  /** Opaque; pass it back for the next page. Null at the end. */
  readonly cursor: string | null;
}

/**
 * The incident table. Every write is one conditional write of one item and may be repeated.
 * Each method rejects with DependencyUnavailableError when the table does not answer.
 */
export interface IncidentStore extends FollowUpStore, RecoveryLookStore {
  /** Takes the open lock of a correlation key, or tells who holds it. At most one holder at every instant. */
  acquireOpenLock(correlationKey: string, incidentId: string): Promise<{ holder: string; acquired: boolean }>;
  readOpenLock(correlationKey: string): Promise<string | null>;
  /** Gives the lock back if this incident holds it; otherwise does nothing. */
  releaseOpenLock(correlationKey: string, incidentId: string): Promise<void>;

  /** Writes version 1 unless the incident exists. */
  createIncident(incident: Incident): Promise<'created' | 'exists'>;
  readIncident(id: string): Promise<Incident | null>;
  /** In the order asked for; those that do not exist are left out. */
  readIncidents(ids: readonly string[]): Promise<readonly Incident[]>;
  /** Writes `incident` if the stored version is `incident.version - 1`, else WriteConflictError. */
  saveIncident(incident: Incident): Promise<void>;
  /** Newest first. */
  listIncidents(query: {
    status: IncidentStatus | 'open' | 'all';
    service?: string;
    /** Exclusive. */
    openedBefore?: string;
    limit: number;
    cursor?: string;
  }): Promise<IncidentPage>;
  /** Ids of all incidents of a service that were opened at an instant or after it, newest first. May lag by seconds. */
  listOpenedSince(service: string, since: string): Promise<readonly string[]>;
  /** How many of the open incidents were opened after an instant; counting stops at `atMost`. May lag by seconds. */
  countOpenedSince(since: string, atMost: number): Promise<number>;
  /** Null when there is no such incident. */
  readRecord(id: string): Promise<IncidentRecord | null>;
  /** Null when there is no such incident. */
  readOutline(id: string): Promise<IncidentOutline | null>;

  /** In the order of their numbers. `ownerId` is an incident, or what else alerts are kept for. */
  readAlertPages(ownerId: string): Promise<readonly AlertPage[]>;
  /** Version 1 creates, later ones replace version - 1; else WriteConflictError. */
  saveAlertPage(ownerId: string, page: AlertPage): Promise<void>;

  putEvidence(incidentId: string, evidence: Evidence): Promise<void>;
  listEvidence(incidentId: string): Promise<readonly Evidence[]>;
  /** Null when none of this kind is stored. */
  readEvidence(incidentId: string, kind: EvidenceKind): Promise<Evidence | null>;

  /** Appends once: an entry whose id exists already is left as it is. */
  appendEntry(incidentId: string, entry: TimelineEntry): Promise<void>;

  /** Version 1 creates, later ones replace version - 1; else WriteConflictError. */
  saveStep(step: StepRecord): Promise<void>;
  readStep(incidentId: string, index: number): Promise<StepRecord | null>;
  /** In the order asked for; those of which nothing is recorded are left out. */
  readSteps(steps: readonly StepIdentity[]): Promise<readonly StepRecord[]>;
  /** Writes it, whatever is there: an action that runs again after a crash says the same. */
  putDebt(debt: Debt): Promise<void>;
  /** Writes `debt` if the stored version, 0 where it has none, is `debt.version - 1`, else WriteConflictError. */
  saveDebt(debt: Debt & { readonly version: number }): Promise<void>;
  listDebts(incidentId: string): Promise<readonly Debt[]>;
  /** Those of every incident that are open, the oldest first. May lag by seconds. */
  listOpenDebts(): Promise<readonly Debt[]>;

  /** Remembers for 24 h that a fingerprint was resolved before any fire was seen; of several resolves the later end and the later saying stay. */
  putTombstone(identity: AlertIdentity, resolution: Resolution): Promise<void>;
  /** When each was resolved, in the order asked for; null for those of which nothing is remembered. */
  readTombstones(identities: readonly AlertIdentity[]): Promise<readonly (Resolution | null)[]>;

  /** Remembers an alert for 90 days, beyond its incident; of several memories the one that was seen last stays. */
  rememberAlert(identity: AlertIdentity, remembered: RememberedAlert): Promise<void>;
  /** In the order asked for; null for those of which nothing is remembered. */
  readRememberedAlerts(identities: readonly AlertIdentity[]): Promise<readonly (RememberedAlert | null)[]>;
}
