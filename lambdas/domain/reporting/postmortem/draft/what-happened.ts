import { commandKind } from '../../../records/command.ts';
import { blamedSuspect } from '../../../records/plan.ts';
import { personOf } from '../../../records/timeline.ts';
import { type EvidencePostmortem, inOrderOf } from '../../evidence/evidence-description.ts';
import { durationLabel } from '../../labels/duration-label.ts';
import { lowerFirst } from '../../labels/first-letter.ts';
import { stepSummary } from '../../labels/step-summary.ts';
import { newestOf } from '../../timeline/finding-entries.ts';
import type { Statement } from '../document/postmortem-schema.ts';
import { isKind, isStep, made } from './citations.ts';
import type { Draft } from './draft-input.ts';
import { sentence } from './sentence.ts';

/** What it was, how bad, what was done, and how it ended. */
export function summary({ record, cite }: Draft): readonly Statement[] {
  const { incident, steps } = record;
  const { title, sensitive, service, environment, openedAt } = incident;
  const what = sensitive ? 'a security-sensitive incident' : title;
  return made([
    cite(
      `${sentence(`${service} in ${environment}: ${what}`)} Opened at ${openedAt}.`,
      isKind('incident.opened'),
    ),
    cite(
      sentence(`Rated ${incident.severity} (${incident.symptom}): ${incident.severityReason}`),
      isKind('incident.assessed', 'severity.raised', 'command.set-severity', 'alert.seen'),
    ),
    ...steps.map(({ index, result }) =>
      result?.outcome === 'done'
        ? cite(`Done: ${stepSummary(incident, index)}.`, isStep(index, 'step.started', 'step.done'))
        : null,
    ),
    ending(record, cite),
  ]);
}

function ending({ incident, entries }: Draft['record'], cite: Draft['cite']): Statement | null {
  const { openedAt, closedAt, closedBy, outcome } = incident;
  const after = `Closed after ${durationLabel(Date.parse(closedAt) - Date.parse(openedAt))}`;
  const isEnd = isKind('incident.closed', commandKind('resolve'));
  switch (outcome) {
    case 'recovered':
      return cite(`${after}: the service recovered.`, isEnd);
    case 'resolved-by-person': {
      const said = entries.findLast(({ kind }) => kind === commandKind('resolve'))?.text;
      return cite(sentence(`${after}: ${personOf(closedBy)} ${lowerFirst(said ?? 'Resolved it')}`), isEnd);
    }
    case 'unattended':
      return cite(`${after}, because nobody attended to it.`, isEnd);
    default:
      return outcome satisfies never;
  }
}

export function impact(draft: Draft): readonly Statement[] {
  const { length } = draft.record.alerts;
  const text = length === 1 ? 'One alert belonged to it.' : `${length} alerts belonged to it.`;
  return made([draft.cite(text, isKind('alert.seen')), ...evidenceStatements(draft, 'impact')]);
}

/** The blamed change, or what it looks like instead; that it is open where nothing tells. */
export function trigger({ record, cite }: Draft): readonly Statement[] {
  const { assessment } = record.incident;
  if (assessment === null) return made([cite('Open: triage did not finish.', isKind('incident.opened'))]);
  const { explanation = null, reason } = assessment;
  const ranked = isKind('suspects.ranked', 'plan.made');
  if (explanation !== null) return made([cite(sentence(explanation.text), ranked)]);
  const blamed = blamedSuspect(assessment);
  if (blamed === undefined) return made([cite(sentence(`Open: ${lowerFirst(reason)}`), ranked)]);
  const { summary: change, at, score, reasons } = blamed;
  return made([
    cite(
      `Most likely: ${change}, at ${at} (score ${score.toFixed(2)} of 1: ${reasons.join('; ')}).`,
      isKind('suspects.ranked'),
    ),
  ]);
}

/** Other suspects, what the logs tell, and what was ruled out. */
export function factors(draft: Draft): readonly Statement[] {
  const { assessment } = draft.record.incident;
  const suspects = assessment?.suspects ?? [];
  const open = suspects.filter(({ ruledOut }) => !ruledOut);
  const blamed = assessment === null ? undefined : blamedSuspect(assessment);
  const ranked = isKind('suspects.ranked');
  return made([
    ...open
      .filter((suspect) => suspect !== blamed)
      .map(({ summary: change, at, score, reasons }) =>
        draft.cite(
          `Not ruled out: ${change}, at ${at} (score ${score.toFixed(2)} of 1: ${reasons.join('; ')}).`,
          ranked,
        ),
      ),
    ...evidenceStatements(draft, 'cause'),
    ...suspects
      .filter(({ ruledOut }) => ruledOut)
      .map(({ summary: change, reasons }) =>
        draft.cite(`Ruled out: ${change} (${reasons.join('; ')}).`, ranked),
      ),
  ]);
}

/** What the kinds of evidence say in one section: what was found, or that it is not known. */
function evidenceStatements(
  { record, timeline, evidenceKinds, cite }: Draft,
  section: EvidencePostmortem['section'],
): readonly (Statement | null)[] {
  return evidenceKinds.flatMap((kind) => {
    if (kind.postmortem?.section !== section) return [];
    const { postmortem } = kind;
    const found = inOrderOf([kind], record.evidence);
    const gathered = newestOf(timeline, `evidence.gathered:${kind.kind}`);
    const unread = newestOf(timeline, `evidence.unavailable:${kind.kind}`);
    // What was read for a later plan takes the place of what could not be read before.
    const isUnread = unread !== undefined && (gathered === undefined || gathered.at < unread.at);
    return [
      ...found
        .flatMap(({ evidence }) => postmortem.statements(evidence))
        .map(({ text, ...source }) => cite(text, (entry) => entry === gathered, source)),
      postmortem.unread !== undefined && isUnread
        ? cite(postmortem.unread, (entry) => entry === unread)
        : null,
    ];
  });
}
