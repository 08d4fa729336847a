import type { Incident } from '../../records/incident.ts';
import type { Step } from '../../records/plan.ts';
import type { PeoplePolicy } from '../policy.ts';
import { fitsPrincipal } from './fits-principal.ts';
import { identifyCaller } from './identify-caller.ts';

type Sensitivity = Pick<Incident, 'sensitive'>;

/** Whether a person may see what an incident is about: a sensitive one only those whom policy names for security. */
export function mayRead(people: PeoplePolicy, { sensitive }: Sensitivity, person: string): boolean {
  return !sensitive || people.stakeholders.security.includes(person);
}

/**
 * The same for a caller that signed with AWS credentials, by its ARN. Policy names those who may by `securityPrincipals`, and by the `iam` of
 * the people for security; a caller that is not known is nobody.
 */
export function mayCallerRead(
  people: PeoplePolicy,
  { sensitive }: Sensitivity,
  callerArn: string | null,
): boolean {
  if (!sensitive) return true;
  if (callerArn === null) return false;
  const { securityPrincipals = [] } = people;
  return (
    securityPrincipals.some((pattern) => fitsPrincipal(pattern, callerArn)) ||
    identifyCaller(people, { kind: 'principal', arn: callerArn })?.readsSensitive === true
  );
}

/** Who asks: the holder of a personal link or whoever is signed in, or a caller known by an AWS ARN; null is nobody in particular. */
export type Reader = { readonly person: string } | { readonly callerArn: string | null };

export function mayReaderRead(people: PeoplePolicy, incident: Sensitivity, reader: Reader): boolean {
  return 'person' in reader
    ? mayRead(people, incident, reader.person)
    : mayCallerRead(people, incident, reader.callerArn);
}

/**
 * Who may decide about a step: approvers who may see it, for sensitive incidents those whom policy names for them, but never the person whose
 * agent proposed it.
 */
export function approversOf(
  people: PeoplePolicy,
  incident: Sensitivity,
  { proposedBy }: Pick<Step, 'proposedBy'>,
): readonly string[] {
  const { approvers, securityApprovers = approvers } = people.approvals;
  const asked = incident.sensitive ? securityApprovers : approvers;
  return asked.filter((person) => mayRead(people, incident, person) && person !== proposedBy?.of);
}
