import {
  NotFoundError,
  RestrictedError,
  UnauthenticatedError,
  UnknownCallerError,
} from '../../domain/errors.ts';
import { approversOf, mayRead } from '../../domain/policy/people/may-read.ts';
import type { CompiledPolicy } from '../../domain/policy/policy.ts';
import type { Approval } from '../../domain/records/approval/approval.ts';
import { isAlive, linkOf } from '../../domain/records/approval/approval-transitions.ts';
import {
  type ApprovalPageView,
  approvalPageView,
} from '../../domain/reporting/approval/approval-page-view.ts';
import { type SignInView, signInView } from '../../domain/reporting/approval/sign-in-view.ts';
import type { EvidenceDescription } from '../../domain/reporting/evidence/evidence-description.ts';
import type { Session } from '../../domain/sign-in/session.ts';
import type { Clock } from '../../ports/clock.ts';
import type { LinkKeys, LinkTokenClaims } from '../../ports/crypto/link-keys.ts';
import type { Nonces } from '../../ports/crypto/nonces.ts';
import type { PageLinks } from '../../ports/crypto/page-links.ts';
import type { ApprovalStore } from '../../ports/stores/approval-store.ts';
import type { IncidentRecord, IncidentStore } from '../../ports/stores/incident-store.ts';

export interface ViewApprovalDeps {
  readonly incidents: IncidentStore;
  readonly approvals: ApprovalStore;
  readonly linkKeys: LinkKeys;
  readonly nonces: Nonces;
  readonly pageLinks: PageLinks;
  readonly clock: Clock;
  readonly policy: CompiledPolicy;
  readonly evidenceKinds: readonly EvidenceDescription[];
}

/** Shows what a link asks, with a nonce that lets its holder decide. Changes nothing, however often it is called. */
export async function viewApproval(
  deps: ViewApprovalDeps,
  key: string,
  session: Session | null = null,
): Promise<
  ApprovalPageView & {
    readonly signIn: SignInView | null;
    readonly incidentUrl: string;
    readonly nonce: string;
  }
> {
  const { approval, claims } = await readByLink(deps, key);
  const record = await readIncidentOf(deps, approval, claims);
  const now = deps.clock.now();
  return {
    ...approvalPageView(record, approval, claims.person, deps.policy, now, deps.evidenceKinds),
    signIn: signInView(deps.policy.people, approval, claims.person, session, now),
    incidentUrl: await deps.pageLinks.pageFor(
      { page: 'incident', incidentId: approval.incidentId },
      claims.person,
    ),
    nonce: await deps.nonces.issue(key, now),
  };
}

/** The approval that a living link belongs to. Throws UnauthenticatedError for every other key. */
export async function readByLink(
  { approvals, linkKeys, clock }: Pick<ViewApprovalDeps, 'approvals' | 'linkKeys' | 'clock'>,
  key: string,
): Promise<{ readonly approval: Approval; readonly claims: LinkTokenClaims }> {
  const claims = await linkKeys.verify(key, 'approve', clock.now());
  const approval = claims === null ? null : await approvals.readApproval(claims.subject);
  const link = claims === null || approval === null ? null : linkOf(approval, claims.person);
  if (claims === null || approval === null || link === null || claims.planHash !== approval.planHash) {
    throw new UnauthenticatedError('This link is not valid');
  }
  if (!isAlive(link, claims.generation)) {
    throw new UnauthenticatedError('This link is closed after too many wrong codes; use the newest one');
  }
  return { approval, claims };
}

/** Throws RestrictedError when the holder of the link may not see the incident, UnknownCallerError when they are no approver any more. */
export async function readIncidentOf(
  { incidents, policy }: Pick<ViewApprovalDeps, 'incidents' | 'policy'>,
  approval: Approval,
  { person }: LinkTokenClaims,
): Promise<IncidentRecord> {
  const record = await incidents.readRecord(approval.incidentId);
  if (record === null) throw new NotFoundError(`There is no incident ${approval.incidentId}`);
  if (!mayRead(policy.people, record.incident, person)) throw new RestrictedError();
  if (!approversOf(policy.people, record.incident, approval.step).includes(person)) {
    throw new UnknownCallerError(`people.yaml does not name ${person} as an approver any more`);
  }
  return record;
}

/** Throws UnauthenticatedError unless this link's page was given the nonce, and not too long ago. */
export async function checkNonce(
  { nonces }: Pick<ViewApprovalDeps, 'nonces'>,
  { nonce, key }: { readonly nonce: string; readonly key: string },
  now: Date,
): Promise<void> {
  if (!(await nonces.accepts(nonce, key, now))) {
    throw new UnauthenticatedError('The page was open too long; reload it');
  }
}
