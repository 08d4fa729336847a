import { readResponse } from '../../../api/read-response.ts';
import { type Check, ok, problem } from '../finding.ts';

/** What actions changed: whether it could still be undone, and what is overdue. */
export const debts: Check = {
  name: 'debts',
  needs: 'execute-api:Invoke on GET /v1/debts',
  isLocalToo: true,
  async find({ installation }) {
    const { debts: open } = readResponse('GET /v1/debts', await installation.ask('/v1/debts'));
    const now = new Date().toISOString();
    const problems = open.flatMap(({ resource, incidentId, undoReadiness, dueAt, howToRestore }) => {
      if (undoReadiness?.ready === false) {
        return [problem(`${resource} can no longer be undone: ${undoReadiness.text}`, howToRestore)];
      }
      return dueAt < now
        ? [
            problem(
              `${resource} was to be restored by ${dueAt}`,
              `${howToRestore}. Then: npx firebreak debts settle ${resource} --incident ${incidentId}`,
            ),
          ]
        : [];
    });
    if (problems.length > 0) return problems;
    return [
      ok(
        open.length === 0
          ? 'nothing is left to restore'
          : `${open.length} open, none overdue, all can be undone`,
      ),
    ];
  },
};
