import { type Evidence, type EvidenceHead, evidenceHead } from '../../../domain/records/evidence.ts';
import { evidenceKey } from './item-keys.ts';
import { packPoints, unpackPoints } from './packed-points.ts';
import type { Item } from './table-item.ts';

/** Evidence is most of a record: what it says is the item's body, and the points of its series are packed. */
export function evidenceItem(incidentId: string, evidence: Evidence): Item {
  const { kind, status: _status, gatheredAt: _gatheredAt, ...body } = packed(evidence);
  return { ...evidenceKey(incidentId, kind), data: evidenceHead(evidence), body, attributes: {} };
}

/** Earlier versions kept it whole. */
export function evidenceOf({ data, body }: Item): Evidence {
  return unpacked({ ...(data as Evidence), ...(body as object | undefined) });
}

export function evidenceHeadOf({ data }: Item): EvidenceHead {
  return evidenceHead(data as EvidenceHead);
}

function packed(evidence: Evidence) {
  if (!('readings' in evidence)) return evidence;
  const readings = evidence.readings.map((each) => ({ ...each, points: packPoints(each.points) }));
  return { ...evidence, readings };
}

function unpacked(evidence: Evidence): Evidence {
  if (!('readings' in evidence)) return evidence;
  const readings = evidence.readings.map((each) => ({ ...each, points: unpackPoints(each.points) }));
  return { ...evidence, readings };
}
