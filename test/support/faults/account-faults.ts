import { brokenConnection, type LocalResponse } from '../../../local/cloud/http/loopback-server.ts';
import type { AnswerRequest } from '../../../local/world/account-server.ts';

/**
 * What goes wrong with a request. `refused`: the connection breaks before any effect; `lost`: after the effect;
 * `throttled` and `failing`: an answer of AWS that says so, without effect; `slow`: the effect, and no answer in time.
 */
export type AccountFault = 'refused' | 'lost' | 'throttled' | 'failing' | 'slow';

export interface PlannedFault {
  /** Such as `lambda:UpdateAlias`. */
  readonly operation: string;
  readonly fault: AccountFault | LocalResponse;
  /** How many of its next requests; default one. */
  readonly times?: number;
}

export interface AccountFaults {
  plan(fault: PlannedFault): void;
  readonly through: AnswerRequest;
  /** Answers that are still held back go out. */
  release(): void;
}

export function createAccountFaults(): AccountFaults {
  const planned: { operation: string; fault: AccountFault | LocalResponse; left: number }[] = [];
  let release = (): void => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  return {
    plan: ({ operation, fault, times = 1 }) => void planned.push({ operation, fault, left: times }),
    release: () => release(),
    async through(operation, request, answer) {
      const found = planned.find((one) => one.operation === operation && one.left > 0);
      if (found === undefined) return await answer();
      found.left -= 1;
      const { fault } = found;
      if (typeof fault !== 'string') return fault;
      if (fault === 'refused') return brokenConnection;
      const isOutside = request.headers['x-forwarded-host'] !== undefined;
      if (fault === 'throttled')
        return faultResponse(isOutside ? 429 : 400, 'ThrottlingException', request.headers['content-type']);
      if (fault === 'failing') return faultResponse(500, 'InternalFailure', request.headers['content-type']);
      const answered = await answer();
      if (fault === 'lost') return brokenConnection;
      await released;
      return answered;
    },
  };
}

/** An error in the protocol that the request speaks. */
export function faultResponse(status: number, type: string, contentType: string | undefined): LocalResponse {
  const message = 'secret detail';
  if (contentType?.startsWith('application/x-www-form-urlencoded') === true) {
    const body = `<ErrorResponse><Error><Type>Sender</Type><Code>${type}</Code><Message>${message}</Message></Error></ErrorResponse>`;
    return { status, headers: { 'content-type': 'text/xml' }, body };
  }
  const isRpc = contentType?.startsWith('application/x-amz-json') === true;
  const body = isRpc ? { __type: type, message } : { Message: message };
  return {
    status,
    headers: { 'content-type': contentType ?? 'application/json', 'x-amzn-errortype': type },
    body: JSON.stringify(body),
  };
}
