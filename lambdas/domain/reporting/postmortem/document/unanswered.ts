import type { Postmortem, Question } from './postmortem-schema.ts';

/** Those that people may still answer. */
export function unanswered({ questions }: Pick<Postmortem, 'questions'>): readonly Question[] {
  return questions.filter(({ answer }) => answer === null);
}
