import type { Postmortem, Words } from '../postmortem/document/postmortem-schema.ts';
import { namedActor } from './named-facts.ts';
import type { Names } from './policy-names.ts';

/** The same document with names in place of ids, for people to read; the one that is kept has the ids. */
export function namedPostmortem(document: Postmortem, names: Names): Postmortem {
  const { owner, published, incident, sections, questions, decisions, backports, followUps } = document;
  const person = (id: string | null) => (id === null ? null : names.person(id));
  const acted = <Entry extends { readonly actor: string }>(entry: Entry): Entry => ({
    ...entry,
    actor: namedActor(entry.actor, names),
  });
  return {
    ...document,
    owner: person(owner),
    published: published && { ...published, by: names.person(published.by) },
    incident: { ...incident, closedBy: namedActor(incident.closedBy, names) },
    sections: sections.map((each) => ({ ...each, words: namedWords(each.words, names) })),
    questions: questions.map((each) => ({
      ...each,
      answer: namedWords(each.answer, names),
      leftOpen: each.leftOpen && { ...each.leftOpen, by: names.person(each.leftOpen.by) },
    })),
    decisions: decisions.map(acted),
    backports: backports.map((each) => ({ ...each, owner: names.person(each.owner) })),
    followUps: followUps.map((each) => ({ ...each, owner: person(each.owner) })),
    timeline: document.timeline.map(acted),
    history: document.history.map((each) => ({ ...each, by: namedActor(each.by, names) })),
  };
}

function namedWords(words: Words, names: Names): Words {
  return words && { ...words, authors: words.authors.map((id) => names.person(id)) };
}
