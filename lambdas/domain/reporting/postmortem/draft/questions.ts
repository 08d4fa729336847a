import { stepSummary } from '../../labels/step-summary.ts';
import type { Question, SectionId } from '../document/postmortem-schema.ts';
import { isKind, isStep, numbersOf } from './citations.ts';
import type { Draft } from './draft-input.ts';

type Asked = Pick<Question, 'id' | 'section' | 'text' | 'cites'>;

/** What only people know. They ask how and what, never who and why. */
const always: readonly { readonly id: string; readonly section: SectionId; readonly text: string }[] = [
  {
    id: 'customers',
    section: 'impact',
    text: 'What did customers notice, and what could they not do meanwhile?',
  },
  {
    id: 'conditions',
    section: 'factors',
    text: 'What made it possible, besides the trigger? Name more than one thing.',
  },
  { id: 'expected', section: 'factors', text: 'What differed from what you expected?' },
  { id: 'well', section: 'worked', text: 'What helped, and should stay as it is?' },
  { id: 'unclear', section: 'hard', text: 'What was slow, hard to see or hard to do while it lasted?' },
  { id: 'luck', section: 'lucky', text: 'What could have made it worse, and by luck did not?' },
  { id: 'others', section: 'summary', text: 'What should other teams know of it?' },
];

/** With those that the record raises: what it shows to have happened without telling how. */
export function questions(draft: Draft): readonly Asked[] {
  return [...always.map((each) => ({ ...each, cites: [] })), ...raised(draft)];
}

function raised({ record, timeline }: Draft): readonly Asked[] {
  const { incident, steps, debts } = record;
  const list: Asked[] = [];
  const ask = (asked: Omit<Asked, 'cites'>, belongs: Parameters<typeof numbersOf>[1]) => {
    const cites = numbersOf(timeline, belongs);
    if (cites.length > 0) list.push({ ...asked, cites });
  };
  const { assessment } = incident;
  if (assessment === null || !assessment.suspects.some(({ ruledOut }) => !ruledOut)) {
    ask(
      { id: 'trigger', section: 'trigger', text: 'What set it off, and how did that show?' },
      isKind('suspects.ranked', 'incident.opened'),
    );
  }
  if (incident.outcome === 'resolved-by-person') {
    const text = 'What was done to end it, beyond what stands here, and how did you see that it was over?';
    ask({ id: 'ended', section: 'worked', text }, isKind('incident.closed', 'command.resolve'));
  }
  ask(
    { id: 'took-over', section: 'hard', text: 'What did you see when you took it over from automation?' },
    isKind('command.take-over'),
  );
  for (const { index, result } of steps) {
    const rejected = timeline.some(
      ({ kind, data }) =>
        kind === 'approval.decided' && data['step'] === index && data['state'] === 'rejected',
    );
    if (!rejected || result !== null) continue;
    const text = `What were the reasons against "${stepSummary(incident, index)}", and how did they show?`;
    ask({ id: `rejected-${index + 1}`, section: 'hard', text }, isStep(index, 'approval.decided'));
  }
  if (debts.some(({ status }) => status === 'accepted')) {
    const text = 'What does it mean for the next months that something stays as an action left it?';
    ask(
      { id: 'accepted', section: 'factors', text },
      isKind('debt.closed', 'command.accept-debt', 'incident.closed'),
    );
  }
  return list;
}
