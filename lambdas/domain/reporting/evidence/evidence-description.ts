import type { AvailableEvidence, EvidenceKind } from '../../records/evidence.ts';
import type { EvidenceFact } from './evidence-fact.ts';
import type { EvidenceSection } from './evidence-section.ts';

/** What a step of the plan did with its resource, for a section that tells of it. */
export interface StepAtPlace {
  readonly index: number;
  /** Key of the resource. */
  readonly resource: string;
  readonly result: { readonly text: string } | null;
  /** The last look at how far it is; for work that goes on, its account. */
  readonly settling: { readonly text: string } | null;
}

/** All that timeline, pages, mails, command line and postmortem tell of one kind of evidence. Pure; text may quote hostile input. */
export interface EvidenceDescription<Found extends AvailableEvidence = AvailableEvidence> {
  readonly kind: EvidenceKind;
  /** `Blast radius`. */
  readonly title: string;
  /** Name of the handler that reads it. */
  readonly handler: string;
  /** The timeline's sentence. */
  gathered(found: Found): string;
  /** What of it could not be read, and why: `Saturation: access was denied`. */
  missing(found: Found): readonly string[];
  /** What a person is told of it, most telling first. */
  facts(found: Found): readonly EvidenceFact[];
  readonly glance?: EvidenceGlance<Found>;
  /** With what the steps of the plan did since. Null when there is nothing to show. */
  section?(found: Found, steps: readonly StepAtPlace[]): EvidenceSection | null;
  readonly postmortem?: EvidencePostmortem<Found>;
}

/** The answer at one glance: `Measured: error rate 41 %, usually 0.4 %`. */
export interface EvidenceGlance<Found extends AvailableEvidence = AvailableEvidence> {
  readonly term: string;
  /** Said when none of it was found. */
  readonly none: string;
  /** Said when it was not read, after `Not known.` Null: then nothing is said, unless it could not be read. */
  readonly unread: string | null;
  /** Null when there was nothing to read. */
  lines(found: Found): { readonly lines: readonly GlanceLine[]; readonly more: number } | null;
}

export type GlanceLine = readonly { readonly text: string; readonly tone: 'plain' | 'strong' | 'code' }[];

/** A sentence of the postmortem, and how a number in it came about; what shows it escapes it. */
export interface EvidenceStatement {
  readonly text: string;
  readonly counted?: string;
  readonly query?: string;
}

/** What the postmortem says of it. */
export interface EvidencePostmortem<Found extends AvailableEvidence = AvailableEvidence> {
  readonly section: 'impact' | 'cause';
  statements(found: Found): readonly EvidenceStatement[];
  /** Said when it could not be read. */
  readonly unread?: string;
}

/** What was read, each with the description of its kind, in the order of kinds; what no registered kind describes is left out. */
export function inOrderOf<Kind extends EvidenceDescription>(
  kinds: readonly Kind[],
  evidence: readonly { readonly kind: string; readonly status: string }[],
): readonly { readonly kind: Kind; readonly evidence: AvailableEvidence }[] {
  return kinds.flatMap((kind) =>
    evidence.filter((each) => isFound(each, kind.kind)).map((each) => ({ kind, evidence: each })),
  );
}

function isFound(
  each: { readonly kind: string; readonly status: string },
  kind: string,
): each is AvailableEvidence {
  return each.kind === kind && each.status === 'available';
}
