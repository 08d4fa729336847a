import type { Incident } from '../../records/incident.ts';
import type { PeoplePolicy } from '../policy.ts';

type Sensitivity = Pick<Incident, 'sensitive'>;

/** Whether a person may see what an incident is about: a sensitive one only those whom policy names for security. */
export function mayRead(people: PeoplePolicy, { sensitive }: Sensitivity, person: string): boolean {
  return !sensitive || people.stakeholders.security.includes(person);
}

/**
 * The same for a caller that signed with AWS credentials, by its ARN. Policy names those who may by `securityPrincipals`; a caller that
 * is not known is nobody.
 */
export function mayCallerRead(
  { securityPrincipals = [] }: PeoplePolicy,
  { sensitive }: Sensitivity,
  callerArn: string | null,
): boolean {
  if (!sensitive) return true;
  return callerArn !== null && securityPrincipals.some((pattern) => fits(pattern, callerArn));
}

/** Approvers who may see what they are asked. */
export function approversOf(people: PeoplePolicy, incident: Sensitivity): readonly string[] {
  return people.approvals.approvers.filter((person) => mayRead(people, incident, person));
}

/** `*` at the end stands for any session of a role; nowhere else. */
function fits(pattern: string, arn: string): boolean {
  return pattern.endsWith('*') ? arn.startsWith(pattern.slice(0, -1)) : arn === pattern;
}
