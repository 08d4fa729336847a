import type { Postmortem, SectionId, Words } from '../document/postmortem-schema.ts';
import { unanswered } from '../document/unanswered.ts';

/** What a person does to a postmortem. `basedOn`: the version of the text that they saw; 0 for none. */
export type PostmortemEdit =
  | { readonly change: 'answer'; readonly question: string; readonly text: string; readonly basedOn: number }
  | { readonly change: 'leave-open'; readonly question: string; readonly text: string }
  | { readonly change: 'words'; readonly section: SectionId; readonly text: string; readonly basedOn: number }
  | { readonly change: 'review' }
  | { readonly change: 'publish'; readonly reasons: Readonly<Record<string, string>> }
  | { readonly change: 'reopen'; readonly text: string };

export interface EditedBy {
  readonly by: string;
  readonly now: Date;
}

export type Edited =
  | { readonly kind: 'edited'; readonly document: Postmortem }
  | { readonly kind: 'same' }
  | { readonly kind: 'refused'; readonly reason: string }
  /** Somebody else wrote there since. */
  | { readonly kind: 'changed'; readonly theirs: NonNullable<Words> };

/** The next version, or why there is none. */
export function editPostmortem(document: Postmortem, edit: PostmortemEdit, given: EditedBy): Edited {
  if (document.state === 'published' && edit.change !== 'reopen') {
    return refused('It is published: to change it, open it again with a reason');
  }
  switch (edit.change) {
    case 'answer':
      return answer(document, edit, given);
    case 'leave-open':
      return leaveOpen(document, { [edit.question]: edit.text }, given);
    case 'words':
      return write(document, edit, given);
    case 'review':
      return document.state === 'in-review'
        ? { kind: 'same' }
        : edited(document, { state: 'in-review' }, 'given to others to review', given);
    case 'publish':
      return publish(document, edit.reasons, given);
    case 'reopen':
      return document.state === 'published'
        ? edited(document, { state: 'reopened' }, `opened again: ${edit.text}`, given)
        : refused('It is not published: there is nothing to open again');
    default:
      return edit satisfies never;
  }
}

function answer(
  document: Postmortem,
  { question: id, text, basedOn }: Extract<PostmortemEdit, { change: 'answer' }>,
  given: EditedBy,
): Edited {
  const known = document.questions.find((each) => each.id === id);
  if (known === undefined) return refused(noQuestion(document, id));
  const next = nextWords(document, known.answer, { text, basedOn }, given);
  if (next.kind !== 'written') return next;
  const questions = document.questions.map((each) =>
    each.id === id ? { ...each, answer: next.words, leftOpen: null } : each,
  );
  return edited(
    document,
    { questions },
    `${next.words === null ? 'took back the answer to' : 'answered'} "${id}"`,
    given,
  );
}

function write(
  document: Postmortem,
  { section: id, text, basedOn }: Extract<PostmortemEdit, { change: 'words' }>,
  given: EditedBy,
): Edited {
  const known = document.sections.find((each) => each.id === id);
  const next = nextWords(document, known?.words ?? null, { text, basedOn }, given);
  if (next.kind !== 'written') return next;
  const sections = document.sections.map((each) => (each.id === id ? { ...each, words: next.words } : each));
  return edited(document, { sections }, `wrote in "${id}"`, given);
}

/** Who saw an older text than there is must see the newer one first. An empty text takes it away. */
function nextWords(
  { version }: Postmortem,
  known: Words,
  { text: given, basedOn }: { readonly text: string; readonly basedOn: number },
  { by, now }: EditedBy,
): Extract<Edited, { kind: 'same' | 'changed' }> | { readonly kind: 'written'; readonly words: Words } {
  const text = given.replaceAll('\r\n', '\n').trim();
  if ((known?.text ?? '') === text) return { kind: 'same' };
  if (known !== null && known.version !== basedOn) return { kind: 'changed', theirs: known };
  if (text === '') return { kind: 'written', words: null };
  const authors = [...new Set([...(known?.authors ?? []), by])];
  return { kind: 'written', words: { text, authors, at: now.toISOString(), version: version + 1 } };
}

function leaveOpen(document: Postmortem, reasons: Readonly<Record<string, string>>, given: EditedBy): Edited {
  const asked = Object.entries(reasons).map(([id, reason]) => [id, reason.trim()] as const);
  for (const [id, reason] of asked) {
    const question = document.questions.find((each) => each.id === id);
    if (question === undefined) return refused(noQuestion(document, id));
    if (question.answer !== null) return refused(`"${id}" has an answer`);
    if (reason.length < 3) return refused(`Say why "${id}" stays without an answer`);
  }
  const at = given.now.toISOString();
  const byId = new Map(asked);
  const questions = document.questions.map((each) => {
    const reason = byId.get(each.id);
    return reason === undefined ? each : { ...each, leftOpen: { reason, by: given.by, at } };
  });
  const ids = asked.map(([id]) => `"${id}"`).join(', ');
  return edited(document, { questions }, `left ${ids} without an answer`, given);
}

/** Closes the document. Each question has an answer by then, or the reason why it has none. */
function publish(document: Postmortem, reasons: Readonly<Record<string, string>>, given: EditedBy): Edited {
  if (document.state !== 'in-review') {
    return refused('It is not in review: let somebody read it first, by firebreak postmortem review');
  }
  const left = Object.keys(reasons).length === 0 ? null : leaveOpen(document, reasons, given);
  if (left !== null && left.kind !== 'edited') return left;
  const { questions } = left?.document ?? document;
  const missing = unanswered({ questions }).filter(({ leftOpen }) => leftOpen === null);
  if (missing.length > 0) {
    const ids = missing.map(({ id }) => id).join(', ');
    return refused(
      `${missing.length} of ${questions.length} questions have neither an answer nor a reason why not: ${ids}`,
    );
  }
  const open = unanswered({ questions }).length;
  const published = { at: given.now.toISOString(), by: given.by };
  return edited(
    document,
    { questions, state: 'published', published },
    open === 0 ? 'published, every question answered' : `published with ${open} unanswered`,
    given,
  );
}

function edited(
  document: Postmortem,
  change: Partial<Postmortem>,
  what: string,
  { by, now }: EditedBy,
): Edited {
  const version = document.version + 1;
  const history = [...document.history, { version, at: now.toISOString(), by: `person:${by}`, what }];
  return { kind: 'edited', document: { ...document, ...change, version, history } };
}

function refused(reason: string): Edited {
  return { kind: 'refused', reason };
}

function noQuestion({ questions }: Postmortem, id: string): string {
  return `There is no question "${id}"; there are ${questions.map((each) => each.id).join(', ')}`;
}
