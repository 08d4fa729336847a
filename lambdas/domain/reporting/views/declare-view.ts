import type { CompiledPolicy } from '../../policy/policy.ts';

/** What a person may choose from who declares an incident. */
export interface DeclareView {
  readonly services: readonly { readonly id: string; readonly environments: readonly string[] }[];
  readonly environments: readonly string[];
  /** Whose name may be given where nobody proves who they are; null where their link does. */
  readonly people: readonly string[] | null;
}

export function declareView(
  { services, people }: Pick<CompiledPolicy, 'services' | 'people'>,
  isProven: boolean,
): DeclareView {
  const ids = [...new Set(services.map(({ id }) => id))].toSorted();
  return {
    services: ids.map((id) => ({
      id,
      environments: services.filter((each) => each.id === id).map(({ environment }) => environment),
    })),
    environments: [...new Set(services.map(({ environment }) => environment))].toSorted(),
    people: isProven ? null : people.people.map(({ id }) => id),
  };
}
