import type { MomentName } from '../../times/moment-names.ts';
import type { Postmortem, SectionId } from '../document/postmortem-schema.ts';
import { unanswered } from '../document/unanswered.ts';

export const sectionHeadings: Readonly<Record<SectionId, string>> = {
  summary: 'Summary',
  impact: 'Impact',
  trigger: 'Trigger',
  factors: 'Contributing factors',
  worked: 'What worked',
  hard: 'What did not',
  lucky: 'Where we got lucky',
};

export const momentLabels: Readonly<Record<MomentName, string>> = {
  started: 'Started',
  detected: 'Detected',
  acknowledged: 'Acknowledged',
  mitigated: 'Mitigated',
  resolved: 'Resolved',
};

export const durationLabels = {
  detect: 'Time to detect',
  acknowledge: 'Time to acknowledge',
  mitigate: 'Time to mitigate',
  resolve: 'Time to resolve',
} as const satisfies Readonly<Record<keyof Postmortem['times']['seconds'], string>>;

export const stateLabels: Readonly<Record<Postmortem['state'], string>> = {
  draft: 'Draft',
  'in-review': 'In review',
  published: 'Published',
  reopened: 'Opened again',
};

/** `3 of 9 questions unanswered`. */
export function unansweredLabel({ questions }: Pick<Postmortem, 'questions'>): string {
  const open = unanswered({ questions }).length;
  if (open === 0) return `all ${questions.length} questions answered`;
  return `${open} of ${questions.length} questions unanswered`;
}

/** `One question has no answer yet`. */
export function openQuestionsLabel(unansweredCount: number): string {
  if (unansweredCount === 0) return 'Every question is answered';
  return `${unansweredCount === 1 ? 'One question has' : `${unansweredCount} questions have`} no answer yet`;
}

/** `[3][7]`: places in the timeline. */
export function citesOf(cites: readonly number[]): string {
  return cites.map((number) => `[${number}]`).join('');
}

/** The first values of what an action was to improve, and the last. */
export function effectLabel(
  { points, takenAt }: NonNullable<Postmortem['actions'][number]['effect']>,
  shown: (value: number) => string,
): string {
  const values = points.flatMap(({ at, value }) => (value === null ? [] : [{ at, value }]));
  const before = values.findLast(({ at }) => at < takenAt)?.value;
  const after = values.findLast(({ at }) => at >= takenAt)?.value;
  const parts = [
    before === undefined ? 'no reading before' : `${shown(before)} before`,
    after === undefined ? 'no reading after it' : `${shown(after)} at the last reading after it`,
  ];
  return parts.join(', ');
}
