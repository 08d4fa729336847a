import type { ChangesEvidence, UnavailableEvidence } from '../../records/evidence.ts';
import type { Suspect } from '../../records/plan.ts';
import { changeLookBackHours } from '../../triage/changes/change-window.ts';
import type { Ranking } from '../../triage/suspects/rank-suspects.ts';

export interface DiagnosisInput {
  readonly ranking: Ranking;
  /** Null when they could not be read. */
  readonly changes: ChangesEvidence | null;
  readonly unavailable: readonly UnavailableEvidence[];
}

const ruledOutShown = 2;

/** What explains the alert, what was ruled out, and what is not known: the first thing that a person reads. */
export function diagnose({ ranking, changes, unavailable }: DiagnosisInput): string {
  const blind = unavailable.filter(({ kind }) => kind !== 'changes');
  return [
    causeOf(ranking),
    ruledOutBy(ranking, changes),
    blind.length === 0 ? null : `Not read: ${blind.map(({ kind }) => kind.replace('-', ' ')).join(', ')}`,
  ]
    .filter((part) => part !== null)
    .map((part) => `${part}.`)
    .join(' ');
}

function causeOf({ culprit, suspects, explanation, reason }: Ranking): string {
  if (culprit === null) return explanation?.text ?? reason;
  const blamed = suspects.find(({ changeId }) => changeId === culprit.change.id);
  return `Most likely cause: ${withReason(culprit.change.summary, blamed)}`;
}

/** Of a change that is not blamed although nothing rules it out nothing is said here: it is among the suspects. */
function ruledOutBy({ suspects }: Ranking, changes: ChangesEvidence | null): string | null {
  if (changes === null) return null;
  if (changes.changes.length === 0 && changes.missing === undefined) {
    return `No change is known of in the ${changeLookBackHours} h before`;
  }
  const out = suspects.filter(({ ruledOut }) => ruledOut);
  if (out.length === 0) return null;
  const shown = out.slice(0, ruledOutShown).map((each) => withReason(each.summary, each));
  const more = out.length - shown.length;
  return `Ruled out: ${[...shown, ...(more === 0 ? [] : [`${more} more`])].join('; ')}`;
}

function withReason(summary: string, suspect: Suspect | undefined): string {
  const [reason] = suspect?.reasons ?? [];
  return reason === undefined ? summary : `${summary} (${reason})`;
}
