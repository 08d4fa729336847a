import { DependencyUnavailableError } from '../../domain/errors.ts';
import type { AwsClients } from '../../ports/aws-clients.ts';
import {
  type AliasPosition,
  type LambdaAlias,
  readAlias,
  updateAlias,
} from '../../resources/aws/lambda-aliases.ts';
import type { LambdaAliasId } from '../../resources/lambda-alias.ts';

export type AliasMove =
  | { readonly outcome: 'moved'; readonly revisionId: string }
  /** Somebody changed the alias since the revision; nothing was touched. */
  | { readonly outcome: 'changed'; readonly found: LambdaAlias | null }
  /** Lambda does not take the change now, though the alias is as it was; nothing was touched. */
  | { readonly outcome: 'refused' }
  | { readonly outcome: 'unknown'; readonly reason: string };

const attempts = 2;

/**
 * Points the alias at `to` if it still has the revision. An alias that is there already counts as moved, so repeating
 * the call after a lost answer has no second effect; when an answer is lost it looks before it says or repeats anything.
 * `same`: when it is there.
 */
export async function moveAlias(
  aws: AwsClients,
  name: LambdaAliasId,
  to: AliasPosition,
  revisionId: string,
  same: typeof samePosition = samePosition,
): Promise<AliasMove> {
  let reason = '';
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    try {
      const moved = await updateAlias(aws, name, to, revisionId);
      if (moved !== 'conflict') return { outcome: 'moved', revisionId: moved.revisionId };
    } catch (error) {
      if (!(error instanceof DependencyUnavailableError)) throw error;
      reason = error.message;
    }
    const found = await look(aws, name);
    if (found === 'unseen') return { outcome: 'unknown', reason };
    if (found !== null && same(found, to)) return { outcome: 'moved', revisionId: found.revisionId };
    if (found?.revisionId !== revisionId) return { outcome: 'changed', found };
  }
  return reason === '' ? { outcome: 'refused' } : { outcome: 'unknown', reason };
}

export function samePosition(a: AliasPosition, b: AliasPosition): boolean {
  const versions = new Set([...Object.keys(a.weights), ...Object.keys(b.weights)]);
  return (
    a.version === b.version && [...versions].every((version) => a.weights[version] === b.weights[version])
  );
}

/** With provisioned concurrency Lambda itself splits the traffic for a while after each move, so only the version tells. */
export function sameVersion(a: Pick<AliasPosition, 'version'>, b: Pick<AliasPosition, 'version'>): boolean {
  return a.version === b.version;
}

async function look(aws: AwsClients, name: LambdaAliasId): Promise<LambdaAlias | null | 'unseen'> {
  try {
    return await readAlias(aws, name);
  } catch (error) {
    if (error instanceof DependencyUnavailableError) return 'unseen';
    throw error;
  }
}
