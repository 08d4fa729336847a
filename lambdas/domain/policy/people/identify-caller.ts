import type { PeoplePolicy } from '../policy.ts';
import { fitsPrincipal } from './fits-principal.ts';
import { isAgent } from './identify-agent.ts';

/** Who calls: the holder of a personal link, whoever signed in with the issuer, whoever signed with AWS credentials, or whoever sits at a laptop and the name they give. */
export type Caller =
  | { readonly kind: 'link'; readonly person: string }
  | { readonly kind: 'session'; readonly issuer: string; readonly subject: string }
  | { readonly kind: 'principal'; readonly arn: string }
  | { readonly kind: 'operator'; readonly named: string | null };

export interface IdentifiedPerson {
  /** Id of a person of policy, or `local-operator`. */
  readonly id: string;
  /** False: they said so themselves, and nothing proves it. */
  readonly isProven: boolean;
  /** Whether they may read, and steer, security-sensitive incidents. */
  readonly readsSensitive: boolean;
}

const localOperator = 'local-operator';

/** Null: policy names nobody, or more than one person, for this caller; an agent is no person. */
export function identifyCaller(people: PeoplePolicy, caller: Caller): IdentifiedPerson | null {
  switch (caller.kind) {
    case 'link':
      return isPerson(people, caller.person) ? proven(people, caller.person) : null;
    case 'session': {
      if (people.signIn?.issuer !== caller.issuer) return null;
      return provenOnly(people, ({ oidc }) => oidc?.subject === caller.subject);
    }
    case 'principal':
      if (isAgent(people, caller.arn)) return null;
      return provenOnly(people, ({ iam = [] }) => iam.some((pattern) => fitsPrincipal(pattern, caller.arn)));
    case 'operator': {
      const { named } = caller;
      if (named !== null && named !== localOperator && !isPerson(people, named)) return null;
      return { id: named ?? localOperator, isProven: false, readsSensitive: false };
    }
    default:
      return caller satisfies never;
  }
}

export function isPerson({ people }: Pick<PeoplePolicy, 'people'>, id: string): boolean {
  return people.some((person) => person.id === id);
}

/** The one person that fits; null when nobody does, or more than one. */
function provenOnly(
  people: PeoplePolicy,
  fits: (person: PeoplePolicy['people'][number]) => boolean,
): IdentifiedPerson | null {
  const [found, ...others] = people.people.filter(fits);
  return found === undefined || others.length > 0 ? null : proven(people, found.id);
}

function proven(people: PeoplePolicy, id: string): IdentifiedPerson {
  return { id, isProven: true, readsSensitive: people.stakeholders.security.includes(id) };
}
