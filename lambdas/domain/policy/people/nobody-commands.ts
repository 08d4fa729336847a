import type { PeoplePolicy } from '../schemas/people-schema.ts';

/** What it means on AWS that policy names no caller; null when it names one. */
export function nobodyCommands({ people }: Pick<PeoplePolicy, 'people'>): string | null {
  if (people.some(({ iam = [] }) => iam.length > 0)) return null;
  return 'nobody has an `iam`: on AWS every command is answered 403, also `firebreak stop`, and only personal links steer an incident; give each person who may command the ARN that `aws sts get-caller-identity` shows them';
}
