import { NotFoundError } from '../../domain/errors.ts';
import { type BundleInput, bundleItems, sealKind } from '../../domain/reporting/bundle/bundle-items.ts';
import { chained, firstHash } from '../../domain/reporting/bundle/chained-line.ts';
import { signedText } from '../../domain/reporting/bundle/signed-text.ts';
import type { Clock } from '../../ports/clock.ts';
import type { RecordSigner } from '../../ports/crypto/record-signer.ts';
import type { DocumentStore } from '../../ports/stores/document-store.ts';
import { type ReadBundleDeps, readBundleInput } from './read-bundle-input.ts';

export interface SealRecordDeps extends ReadBundleDeps {
  readonly documents: DocumentStore;
  readonly clock: Clock;
  /** Null: no key is configured. */
  readonly signer: RecordSigner | null;
}

/**
 * Keeps what is on record about a closed incident as it is now, and says on its timeline which hash it has: what is altered later is seen.
 * Once: one that is sealed stays so, and gives null. `input` is what was sealed.
 */
export async function sealRecord(
  deps: SealRecordDeps,
  { incidentId }: { readonly incidentId: string },
): Promise<{ readonly head: string; readonly input: BundleInput } | null> {
  const input = await readBundleInput(deps, incidentId);
  if (input === null) throw new NotFoundError(`There is no incident ${incidentId}`);
  const { incident, entries } = input.record;
  if (incident.status !== 'closed' || entries.some(({ kind }) => kind === sealKind)) return null;
  const lines = [...chained(bundleItems(input))];
  const head = lines.at(-1)?.line.hash ?? firstHash;
  // By its own hash: whoever seals at the same time, or again after a crash, overwrites nothing.
  const document = `evidence/${incidentId}/${head}.jsonl`;
  await deps.documents.put(document, `${lines.map(({ text }) => text).join('\n')}\n`, 'application/jsonl');
  const signature = (await deps.signer?.sign(signedText(incidentId, head))) ?? null;
  await deps.incidents.appendEntry(incidentId, {
    id: sealKind,
    at: deps.clock.now().toISOString(),
    actor: 'firebreak:write-postmortem',
    kind: sealKind,
    text: `Record sealed: ${lines.length} lines, SHA-256 ${head}${signature === null ? '' : ', signed'}`,
    data: { head, lines: lines.length, document, ...(signature === null ? {} : { signature }) },
  });
  return { head, input };
}
