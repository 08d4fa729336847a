interface Resource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
}

/** What a role of a template may do by policies of its own and by those that are attached to it, as the template has it. */
export function statementsOfRole(
  resources: Readonly<Record<string, Resource>>,
  role: string,
): readonly unknown[] {
  const own = listOf(resources[role]?.Properties?.['Policies']);
  const attached = Object.values(resources)
    .filter(
      ({ Type, Properties }) =>
        /^AWS::IAM::(Managed)?Policy$/.test(Type) &&
        listOf(Properties?.['Roles']).some((of) => field(of, 'Ref') === role),
    )
    .map(({ Properties }) => Properties);
  return [...own, ...attached].flatMap((each) => listOf(field(field(each, 'PolicyDocument'), 'Statement')));
}

function field(value: unknown, name: string): unknown {
  return (value as Readonly<Record<string, unknown>> | undefined)?.[name];
}

function listOf(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}
