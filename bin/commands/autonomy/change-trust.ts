import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isMap, parseDocument } from 'yaml';
import { loadPolicy, PolicyError } from '../../../lambdas/adapters/policy/load-policy.ts';
import { guardrailsSchema } from '../../../lambdas/domain/policy/schemas/guardrails-schema.ts';
import { CommandError } from '../../cli/command-error.ts';

export interface TrustChange {
  readonly service: string;
  readonly action: string;
  readonly at: string;
  readonly by: string;
  readonly reason: string;
}

/**
 * Writes into guardrails.yaml that a person trusts an action more or less; everything else in the file stays as it is. A policy that would
 * not be valid with it is left as it was, and the command is refused with what is wrong.
 */
export async function changeTrust(
  directory: string,
  list: 'raised' | 'lowered',
  change: TrustChange,
): Promise<void> {
  await loadPolicy(directory);
  const file = join(directory, 'guardrails.yaml');
  const before = await readFile(file, 'utf8');
  await writeFile(file, withTrust(before, list, change));
  try {
    await loadPolicy(directory);
  } catch (error) {
    await writeFile(file, before);
    if (!(error instanceof PolicyError)) throw error;
    throw new CommandError(error.message, { next: `${file} is as it was.`, exitCode: 2, cause: error });
  }
}

function withTrust(text: string, list: 'raised' | 'lowered', change: TrustChange): string {
  const document = parseDocument(text);
  if (!isMap(document.get('autonomy'))) {
    const { failuresAtMost, ofLast } = guardrailsSchema.shape.autonomy.parse(undefined);
    document.set('autonomy', document.createNode({ failuresAtMost, ofLast }));
  }
  if (!document.hasIn(['autonomy', list])) document.setIn(['autonomy', list], document.createNode([]));
  document.addIn(['autonomy', list], document.createNode(change, { flow: true }));
  return document.toString({ lineWidth: 0, flowCollectionPadding: true });
}
