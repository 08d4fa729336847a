import { findExecution } from './executions.ts';
import type { Operation } from './operation.ts';
import { makePageToken, readPageToken } from './page-token.ts';
import { renderEvent } from './render-event.ts';

/** Pages hold their place by event id, so that new events do not shift them. */
export const getExecutionHistory = ((context, request) => {
  const { arn, lastEventId } = findExecution(context, request.string('executionArn'));
  const size = request.pageSize('maxResults', 100, 1000);
  const reverse = request.optionalBoolean('reverseOrder') ?? false;
  const includesData = request.optionalBoolean('includeExecutionData') ?? true;
  const subject = `history ${arn} ${reverse ? 'down' : 'up'}`;
  const start = readPageToken(subject, request.optionalString('nextToken')) ?? (reverse ? lastEventId : 1);
  const first = reverse ? Math.max(1, start - size + 1) : start;
  const last = reverse ? start : Math.min(lastEventId, start + size - 1);
  const events = context.store.eventsOf({ executionArn: arn, first, last });
  const rendered = events.map((event) => renderEvent(event, includesData));
  const next = reverse ? first - 1 : last + 1;
  const isMore = reverse ? next >= 1 : next <= lastEventId;
  return {
    events: reverse ? rendered.reverse() : rendered,
    nextToken: isMore ? makePageToken(subject, next) : undefined,
  };
}) satisfies Operation;
