import { contentHash } from '../../domain/content-hash.ts';
import { NotFoundError, RestrictedError } from '../../domain/errors.ts';
import { mayCallerRead } from '../../domain/policy/people/may-read.ts';
import type { CompiledPolicy } from '../../domain/policy/policy.ts';
import {
  type BundleInput,
  bundleItems,
  laterItems,
  placeOf,
  sealKind,
} from '../../domain/reporting/bundle/bundle-items.ts';
import { type BundleItem, chained } from '../../domain/reporting/bundle/chained-line.ts';
import { lineOf } from '../../domain/reporting/bundle/check-bundle.ts';
import type { DocumentStore } from '../../ports/stores/document-store.ts';
import { type ReadBundleDeps, readBundleInput } from './read-bundle-input.ts';

export interface ExportBundleDeps extends ReadBundleDeps {
  readonly documents: DocumentStore;
  readonly policy: Pick<CompiledPolicy, 'people'>;
}

export interface BundlePage {
  readonly lines: readonly string[];
  /** Number of the first line of the next page; null at the end. */
  readonly next: number | null;
}

/** What a function may answer is limited. */
const mostCharacters = 2_000_000;

/**
 * A page of everything on record about an incident: what was sealed at its closing as it was then, and what has come or changed since. Of
 * an open one, as it is now. Throws NotFoundError, RestrictedError.
 */
export async function exportBundle(
  deps: ExportBundleDeps,
  { incidentId, callerArn, from }: { incidentId: string; callerArn: string | null; from: number },
): Promise<BundlePage> {
  const found = await readBundleInput(deps, incidentId);
  if (found === null) throw new NotFoundError('There is no such incident');
  if (!mayCallerRead(deps.policy.people, found.record.incident, callerArn)) throw new RestrictedError();
  const { postmortem } = found.record.incident;
  const key = postmortem?.key ?? null;
  const text = key === null ? null : await deps.documents.read(key);
  const input = { ...found, postmortem: text };
  const lines: string[] = [];
  let characters = 0;
  let number = 0;
  for (const line of allLines(input, await readSealed(deps, input))) {
    number += 1;
    if (number < from) continue;
    if (lines.length > 0 && characters + line.length > mostCharacters) return { lines, next: number };
    lines.push(line);
    characters += line.length;
  }
  return { lines, next: null };
}

/** The lines that were sealed; empty: none were, or they are lost. */
async function readSealed(
  { documents }: ExportBundleDeps,
  { record }: BundleInput,
): Promise<readonly string[]> {
  const seal = record.entries.find(({ kind }) => kind === sealKind);
  const document = seal?.data['document'];
  const text = typeof document === 'string' ? await documents.read(document) : null;
  return (text ?? '').split('\n').filter((line) => line !== '');
}

function* allLines(input: BundleInput, sealed: readonly string[]): Generator<string> {
  const { entries } = input.record;
  const seal = entries.find(({ kind }) => kind === sealKind);
  yield* sealed;
  const known = sealed.map(lineOf).filter((line) => line !== null);
  const last = known.at(-1);
  const hashes = new Map(known.map((line) => [placeOf(line), contentHash(line.data)]));
  const rest = function* (): Generator<BundleItem> {
    if (last === undefined) yield* bundleItems(input);
    else {
      yield { kind: 'seal', key: seal?.id ?? sealKind, data: { ...seal?.data, at: seal?.at } };
      yield* laterItems(hashes, bundleItems(input));
    }
    // A seal whose document is lost is worse than none: it is said.
    if (seal !== undefined && last === undefined) yield { kind: 'lost-seal', key: seal.id, data: seal.data };
    yield { kind: 'end', key: input.record.incident.id, data: {} };
  };
  const after = last === undefined ? undefined : { n: last.n, hash: last.hash };
  for (const { text } of chained(rest(), after)) yield text;
}
