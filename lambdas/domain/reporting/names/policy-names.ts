import { personName } from '../../policy/people/person-name.ts';
import type { CompiledPolicy, PeoplePolicy } from '../../policy/policy.ts';

/** What people, agents and services are called where they are told of: by their ids where policy has no name. */
export interface Names {
  readonly person: (id: string) => string;
  readonly agent: (id: string) => string;
  readonly service: (id: string) => string;
}

export function policyNames({ people, services }: Pick<CompiledPolicy, 'people' | 'services'>): Names {
  return {
    ...peopleNames({ people }),
    service: (id) => services.find((service) => service.id === id)?.name ?? id,
  };
}

/** Where the ids of services lead on. */
export function peopleNames({
  people: { people, agents = [] },
}: {
  readonly people: Pick<PeoplePolicy, 'people' | 'agents'>;
}): Names {
  return {
    person: (id) => personName(people, id),
    agent: (id) => personName(agents, id),
    service: (id) => id,
  };
}
