import type { Postmortem } from '../document/postmortem-schema.ts';
import type { generated } from '../draft/draft-postmortem.ts';

/** The same document with what the record says now. What people wrote stays, word for word, also where its question is no longer raised. */
export function refreshPostmortem(
  document: Postmortem,
  facts: ReturnType<typeof generated>,
  { by, now }: { readonly by: string; readonly now: Date },
): Postmortem {
  const version = document.version + 1;
  const asked = facts.questions.map((each) => {
    const known = document.questions.find(({ id }) => id === each.id);
    return known === undefined ? each : { ...each, answer: known.answer, leftOpen: known.leftOpen };
  });
  const kept = document.questions
    .filter(({ id, answer }) => answer !== null && !asked.some((each) => each.id === id))
    .map((each) => ({ ...each, cites: [] }));
  return {
    ...document,
    ...facts,
    sections: facts.sections.map((section) => ({
      ...section,
      words: document.sections.find(({ id }) => id === section.id)?.words ?? null,
    })),
    questions: [...asked, ...kept],
    version,
    history: [
      ...document.history,
      { version, at: now.toISOString(), by, what: 'brought what is generated up to date with the record' },
    ],
  };
}
