import { type EvidencePostmortem, inOrderOf } from '../evidence/evidence-description.ts';
import { lowerFirst } from '../labels/first-letter.ts';
import { type Cite, citing, isKind, isStep } from './citations.ts';
import { followUps } from './follow-ups.ts';
import { markdownText as md } from './markdown-text.ts';
import type { PostmortemInput } from './postmortem-input.ts';

export interface Section {
  readonly heading: string;
  readonly statements: readonly string[];
}

type Facts = PostmortemInput['record'];

/** Everything but the timeline, in the order in which a reader asks. */
export function postmortemSections(input: PostmortemInput): readonly Section[] {
  const { record } = input;
  const cite = citing(input.timeline);
  return [
    section('Summary', summary(record, cite)),
    section('Impact', impact(record, evidenceStatements(input, 'impact', cite), cite)),
    section('Cause', cause(record, evidenceStatements(input, 'cause', cite), cite)),
    section('What was done', done(record, cite)),
    section('Verification', verification(record, cite)),
    section('Debts', debts(record, cite)),
    section(
      'Follow-ups',
      followUps(input).map(({ text, belongs }) => cite(md(text), belongs)),
    ),
  ];
}

function section(heading: string, statements: readonly (string | null)[]): Section {
  const made = statements.filter((statement) => statement !== null);
  return { heading, statements: made.length === 0 ? ['Nothing is recorded.'] : made };
}

function summary({ incident }: Facts, cite: Cite): (string | null)[] {
  const closed =
    incident.status === 'closed'
      ? cite(
          `It was closed after ${duration(incident.openedAt, incident.closedAt)} as ${incident.outcome}, by ${md(incident.closedBy)}.`,
          isKind('incident.closed'),
        )
      : null;
  return [
    cite(
      `An incident of ${md(incident.service)} was opened at ${incident.openedAt}.`,
      isKind('incident.opened'),
    ),
    cite(
      `It was rated ${incident.severity} (${incident.symptom}): ${md(incident.severityReason)}`,
      isKind('incident.assessed', 'severity.raised', 'alert.seen'),
    ),
    closed,
  ];
}

function impact(record: Facts, found: readonly (string | null)[], cite: Cite): (string | null)[] {
  const { length } = record.alerts;
  return [cite(`${length} alert${length === 1 ? '' : 's'} belonged to it.`, isKind('alert.seen')), ...found];
}

/** What the kinds of evidence say in one section: what was found, or that it is not known. */
function evidenceStatements(
  { record, evidenceKinds }: PostmortemInput,
  section: EvidencePostmortem['section'],
  cite: Cite,
): readonly (string | null)[] {
  return evidenceKinds.flatMap((kind) => {
    if (kind.postmortem?.section !== section) return [];
    const { postmortem } = kind;
    const found = inOrderOf([kind], record.evidence);
    return [
      ...found
        .flatMap(({ evidence }) => postmortem.statements(evidence))
        .map((text) => cite(text, ({ id }) => id === `evidence.gathered:${kind.kind}`)),
      postmortem.unread === undefined
        ? null
        : cite(postmortem.unread, ({ id }) => id === `evidence.unavailable:${kind.kind}`),
    ];
  });
}

function cause(record: Facts, found: readonly (string | null)[], cite: Cite): (string | null)[] {
  const { incident } = record;
  const suspects = incident.assessment?.suspects ?? [];
  const open = suspects.filter(({ ruledOut }) => !ruledOut);
  const ranked = isKind('suspects.ranked');
  const explanation = incident.assessment?.explanation ?? null;
  return [
    explanation === null ? null : cite(`${md(explanation.text)}.`, isKind('plan.made', 'suspects.ranked')),
    ...found,
    open.length === 0 && explanation === null && incident.assessment !== null
      ? cite(`Not determined: ${md(lowerFirst(incident.assessment.reason))}.`, isKind('plan.made'))
      : null,
    ...open.map(({ summary: change, score, reasons }) =>
      cite(`Suspect, score ${score}: ${md(change)} (${md(reasons.join('; '))}).`, ranked),
    ),
    ...suspects
      .filter(({ ruledOut }) => ruledOut)
      .map(({ summary: change, reasons }) =>
        cite(`Ruled out: ${md(change)} (${md(reasons.join('; '))}).`, ranked),
      ),
    incident.assessment === null
      ? cite('Not determined: triage did not finish.', isKind('incident.opened'))
      : null,
  ];
}

function done({ incident, steps }: Facts, cite: Cite): (string | null)[] {
  const taken = steps.map(({ index, result, lock }) => {
    const name = md(incident.assessment?.plan.steps[index]?.summary ?? `Step ${index + 1}`);
    if (result === null) {
      const what = lock === null ? 'was not started' : 'was started; its result is not recorded';
      return cite(`${name}: ${what}.`, isStep(index, 'step.guarded', 'step.started', 'approval.decided'));
    }
    return cite(
      `${name}: ${result.outcome}. ${md(result.text)}`,
      isStep(
        index,
        'approval.decided',
        'step.started',
        'step.done',
        'step.stale',
        'step.stopped',
        'step.unknown',
      ),
    );
  });
  const settled = steps.map(({ index, settling }) =>
    settling?.settled === true ? cite(md(settling.text), isStep(index, 'step.settled')) : null,
  );
  const undone = steps.map(({ index, undo }) =>
    undo === null
      ? null
      : cite(`It was undone (${undo.outcome}): ${md(undo.text)}`, isStep(index, 'step.undo')),
  );
  const handedOver = cite('It was handed over to people.', isKind('incident.handed-over'));
  const nothing =
    steps.length === 0 ? cite('Automation did nothing.', isKind('plan.made', 'incident.opened')) : null;
  return [...taken, ...settled, ...undone, handedOver, nothing];
}

function verification({ incident, steps }: Facts, cite: Cite): (string | null)[] {
  const judged = steps.map(({ index, verification: found }) =>
    found === null
      ? null
      : cite(
          `After step ${index + 1}: ${found.verdict.state}. ${md(found.verdict.reason)}`,
          isStep(index, 'step.verified'),
        ),
  );
  const made = judged.filter((statement) => statement !== null);
  if (made.length > 0) return made;
  const outcome = incident.status === 'closed' ? isKind('incident.closed') : isKind('incident.opened');
  return [cite('No action was verified.', outcome)];
}

function debts({ debts: owed, incident }: Facts, cite: Cite): (string | null)[] {
  if (owed.length === 0) {
    return [
      cite('None.', incident.status === 'closed' ? isKind('incident.closed') : isKind('incident.opened')),
    ];
  }
  return owed.map(({ resource, howToRestore, backport, owner, dueAt, status, stepIndex }) =>
    cite(
      `${md(resource)} (${status}): ${md(howToRestore)}. In code: ${md(backport)}. Owner ${md(owner)}, due ${dueAt}.`,
      ({ id }) =>
        id === `debt.recorded:${stepIndex}:${resource}` || id === `debt.closed:${stepIndex}:${resource}`,
    ),
  );
}

function duration(from: string, until: string): string {
  const seconds = Math.max(0, Math.round((Date.parse(until) - Date.parse(from)) / 1000));
  const minutes = Math.floor(seconds / 60);
  if (minutes === 0) return `${seconds} s`;
  return minutes < 120
    ? `${minutes} min ${seconds % 60} s`
    : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
