import {
  sectionHeadings,
  stateLabels,
  unansweredLabel,
} from '../../../lambdas/domain/reporting/postmortem/formats/postmortem-labels.ts';
import type { ApiResponse } from '../../../lambdas/http/contract/index.ts';
import { alignColumns } from '../../cli/columns.ts';
import { paint, plain } from '../../cli/terminal.ts';

type Shown = NonNullable<ApiResponse<'GET /v1/incidents/{id}/postmortem'>['document']>;

/** How far it is, what it says in short, and the questions that are open with the ids to answer or leave them by. */
export function postmortemText(id: string, document: Shown): string {
  const { incident, state, owner, dueAt, version, sections, questions } = document;
  const head = alignColumns(
    [
      ['state', `${stateLabels[state]}, version ${version}`],
      ['owner', plain(owner ?? 'nobody yet')],
      ['due', dueAt],
      ['questions', unansweredLabel(document)],
    ].map(([label = '', text = '']) => [paint(label, 'dim'), text]),
  );
  const parts = sections.map(({ id: section, statements, words }) =>
    [
      paint(sectionHeadings[section], 'bold'),
      ...statements.map(({ text }) => `  ${plain(text)}`),
      ...(words === null
        ? []
        : words.text.split('\n').map((line) => `  ${paint('|', 'dim')} ${plain(line)}`)),
      ...questions
        .filter((each) => each.section === section)
        .map(({ id: question, text, answer, leftOpen }) => {
          const said =
            answer?.text ?? (leftOpen === null ? 'no answer yet' : `left open: ${leftOpen.reason}`);
          return `  ${plain(text)} (${plain(question)})\n    ${plain(said)}`;
        }),
    ].join('\n'),
  );
  const next = `All of it: firebreak postmortem export ${id} --format md|html|json`;
  return [paint(plain(`Postmortem: ${incident.title}`), 'bold'), head, ...parts, paint(next, 'dim')].join(
    '\n\n',
  );
}
