import type { RunbookStep } from '../../../domain/policy/schemas/runbook-schema.ts';
import type { ServicePolicy } from '../../../domain/policy/schemas/services-schema.ts';
import { resourcesMeant } from '../../../domain/response/planning/resources-meant.ts';
import { unknownName, withArticle } from '../unknown-name.ts';

/** What the check of a policy needs to know of a registered action. */
export interface CheckedAction {
  readonly kind: string;
  /** The kind of resource that it works on. */
  readonly target: { readonly kind: string };
  readonly reverts?: readonly string[];
}

/** What is wrong with the target of a runbook step; null when nothing is, or what it points to is not known. */
export function targetProblem(
  target: RunbookStep['target'],
  action: CheckedAction | undefined,
  services: readonly Pick<ServicePolicy, 'id' | 'resources'>[] | null,
): string | null {
  if (target === 'suspect') {
    const {
      kind,
      reverts = [],
      target: its,
    } = action ?? { kind: '', target: { kind: '' }, reverts: ['any'] };
    return reverts.length > 0 ? null : `${kind} reverts no change: name the ${its.kind} that it works on`;
  }
  if (action !== undefined && action.target.kind !== target.kind) {
    return `${action.kind} works on ${withArticle(action.target.kind)}, not on ${withArticle(target.kind)}`;
  }
  if (services === null) return null;
  const ofKind = services.map(({ id, resources }) => ({
    id,
    resources: resources.filter(({ kind }) => kind === target.kind),
  }));
  const all = ofKind.flatMap(({ resources }) => resources);
  const ambiguous = ofKind.find(({ resources }) => resourcesMeant(resources, target).length > 1);
  if (ambiguous !== undefined) {
    return 'key' in target
      ? `${target.key} is in several locations of ${ambiguous.id}: give each its own \`name\`, and name one here`
      : `"${target.name}" is the name of several resources of ${ambiguous.id}: give each its own \`name\``;
  }
  const isKnown = resourcesMeant(all, target).length > 0;
  if ('key' in target) return isKnown ? null : `is not in "resources" of a service: ${target.key}`;
  return isKnown
    ? null
    : unknownName(target.name, [...new Set(all.map(({ name }) => name))], `${target.kind} of a service`);
}
