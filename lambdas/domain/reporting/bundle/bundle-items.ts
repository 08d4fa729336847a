import { contentHash } from '../../content-hash.ts';
import type { Approval } from '../../records/approval/approval.ts';
import type { RecordedFacts } from '../../records/recorded-facts.ts';
import type { TimelineEntry } from '../../records/timeline.ts';
import type { BundleItem } from './chained-line.ts';
import { withoutSecrets } from './without-secrets.ts';

export interface BundleInput {
  readonly record: RecordedFacts;
  readonly approvals: readonly Approval[];
  /** As projected: it has the command log and the notifications. */
  readonly timeline: readonly TimelineEntry[];
  /** Markdown; null: there is none, or it cannot be read. */
  readonly postmortem: string | null;
}

export const bundleFormat = 'firebreak-evidence/1';

/** What tells that a record was sealed; itself no part of what is sealed. */
export const sealKind = 'record.sealed';

/** Everything on record about an incident, one item after the other, always in the same order. No task token, link, key or code is in it. */
export function* bundleItems({
  record,
  approvals,
  timeline,
  postmortem,
}: BundleInput): Generator<BundleItem> {
  const { incident, alerts, evidence, steps, debts, followUps } = record;
  const { id: incidentId, policyHash } = incident;
  yield item('bundle', incidentId, { format: bundleFormat, incidentId, policyHash });
  yield item('incident', incidentId, incident);
  for (const alert of alerts) yield item('alert', `${alert.alert.source}:${alert.alert.fingerprint}`, alert);
  for (const each of evidence) yield item('evidence', each.kind, each);
  for (const step of steps) yield item('step', String(step.index), step);
  for (const approval of approvals) yield item('approval', approval.id, approval);
  for (const debt of debts) yield item('debt', debt.resource, debt);
  for (const followUp of followUps) yield item('follow-up', followUp.id, followUp);
  for (const entry of timeline) {
    if (entry.kind !== sealKind) yield item('entry', entry.id, entry);
  }
  if (postmortem !== null) yield item('postmortem', incidentId, { text: postmortem });
}

/** What is on record now and was not sealed so: new, changed, or gone. `sealed` has the content hash of each item, by `placeOf`. */
export function* laterItems(
  sealed: ReadonlyMap<string, string>,
  items: Iterable<BundleItem>,
): Generator<BundleItem> {
  const seen = new Set<string>();
  for (const each of items) {
    seen.add(placeOf(each));
    const before = sealed.get(placeOf(each));
    if (before === undefined) yield { ...each, kind: `later.${each.kind}` };
    else if (before !== contentHash(each.data)) {
      yield { ...each, kind: `changed.${each.kind}` };
    }
  }
  for (const place of sealed.keys()) {
    if (!seen.has(place)) yield { kind: 'gone', key: place, data: null };
  }
}

export function placeOf({ kind, key }: Pick<BundleItem, 'kind' | 'key'>): string {
  return `${kind} ${key}`;
}

function item(kind: string, key: string, data: unknown): BundleItem {
  return { kind, key, data: withoutSecrets(data) };
}
