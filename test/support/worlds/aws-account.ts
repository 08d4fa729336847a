import {
  createInProcessAws,
  type InProcessRequest,
  type InProcessResponse,
} from '../../../local/world/in-process-aws.ts';

/** An answer, or what is to be answered to this request. */
export type Answer =
  | string
  | { readonly fault: string; readonly status?: number }
  | ((body: string) => string);

const refused = { fault: 'AccessDeniedException', status: 403 };

/** AWS whose operations answer as they are told, by what `service Operation` begins with; all others are refused. */
export function accountAnswering(answers: Readonly<Record<string, Answer>>) {
  const asked: string[] = [];
  const aws = createInProcessAws((request): InProcessResponse => {
    const operation = operationOf(request);
    asked.push(operation);
    const [, answer = refused] = Object.entries(answers).find(([key]) => operation.startsWith(key)) ?? [];
    if (typeof answer === 'object') return faultOf(answer, request);
    const text = Buffer.from(request.body).toString('utf8');
    return { body: typeof answer === 'string' ? answer : answer(`${request.path} ${text}`) };
  });
  return { aws, asked };
}

/** `ses GET /v2/email/account` where the protocol names no operation. */
function operationOf({ service, method, path, headers, body }: InProcessRequest): string {
  const target = headers['x-amz-target']?.split('.').at(-1);
  const action = new URLSearchParams(Buffer.from(body).toString('utf8')).get('Action');
  return `${service} ${target ?? action ?? `${method} ${path}`}`;
}

function faultOf(
  { fault, status = 400 }: { readonly fault: string; readonly status?: number },
  { headers }: InProcessRequest,
) {
  const isQuery = headers['content-type']?.includes('form-urlencoded') === true;
  return {
    status,
    headers: { 'x-amzn-errortype': fault },
    body: isQuery
      ? `<ErrorResponse><Error><Code>${fault}</Code></Error></ErrorResponse>`
      : JSON.stringify({ __type: fault }),
  };
}
