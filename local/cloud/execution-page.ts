import {
  DescribeExecutionCommand,
  ExecutionDoesNotExist,
  type HistoryEvent,
  paginateGetExecutionHistory,
  SFNClient,
} from '@aws-sdk/client-sfn';
import { html } from '../../lambdas/pages/html/html.ts';
import { renderPage } from '../../lambdas/pages/html/layout.ts';
import { type LocalResponse, type LoopbackServer, serveLoopback } from './http/loopback-server.ts';
import { localClient } from './state/local-account.ts';

interface Visit {
  readonly state: string;
  readonly enteredAt: Date;
  /** When it was left, and how; null while the execution is in it. */
  left: { readonly at: Date; readonly how: string } | null;
}

/**
 * What the Step Functions console shows of an execution on AWS: the states in the order in which they were entered.
 * `pages` is where the other pages are.
 * Inputs are left out: those of waiting states hold task tokens.
 */
export function startExecutionPages(endpoint: string, pages: string): Promise<LoopbackServer> {
  const client = new SFNClient(localClient(endpoint));
  return serveLoopback(async ({ method, path }) => {
    const arn = decodeURIComponent(path.slice(1));
    if (method !== 'GET' || arn === '') return page(pages, 404, 'No execution', [], null);
    try {
      const { status, startDate } = await client.send(new DescribeExecutionCommand({ executionArn: arn }));
      const events: HistoryEvent[] = [];
      for await (const part of paginateGetExecutionHistory({ client }, { executionArn: arn })) {
        events.push(...(part.events ?? []));
      }
      return page(pages, 200, `${arn.split(':').at(-1)}: ${status}`, visitsOf(events), startDate ?? null);
    } catch (error) {
      if (error instanceof ExecutionDoesNotExist) return page(pages, 404, 'No such execution', [], null);
      throw error;
    }
  });
}

/** States within a Parallel run side by side: an exit belongs to the newest open visit of its name. */
export function visitsOf(events: readonly HistoryEvent[]): readonly Visit[] {
  const visits: Visit[] = [];
  for (const { type = '', timestamp, stateEnteredEventDetails, stateExitedEventDetails } of events) {
    const at = timestamp ?? new Date(0);
    if (stateEnteredEventDetails?.name !== undefined) {
      visits.push({ state: stateEnteredEventDetails.name, enteredAt: at, left: null });
    }
    const open = visits.findLast(
      (visit) => visit.left === null && visit.state === stateExitedEventDetails?.name,
    );
    if (open !== undefined) open.left = { at, how: type.endsWith('Aborted') ? 'aborted' : 'done' };
  }
  return visits;
}

function page(
  base: string,
  status: number,
  title: string,
  visits: readonly Visit[],
  startedAt: Date | null,
): LocalResponse {
  const main = html`<h1>${title}</h1>
${startedAt !== null && html`<p>Started ${startedAt.toISOString()}</p>`}
<ol>${visits.map(({ state, enteredAt, left }) => {
    const end =
      left === null ? 'the execution is here' : `${left.how} ${left.at.toISOString().slice(11, 19)}`;
    return html`<li><strong>${state}</strong> ${enteredAt.toISOString().slice(11, 19)}, ${end}</li>`;
  })}</ol>`;
  return {
    status,
    headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' },
    body: renderPage({ base }, { title, main, refreshSeconds: null }).html,
  };
}
