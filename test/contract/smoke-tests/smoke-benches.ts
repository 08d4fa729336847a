import { ConfigurationError, DependencyUnavailableError } from '../../../lambdas/domain/errors.ts';
import type { ProbeResponse } from '../../../lambdas/ports/http-probe.ts';
import type { InProcessRequest, InProcessResponse } from '../../../local/world/in-process-aws.ts';

/** What the other side answers: AWS, or the server that a flow is tried at. */
export interface AnyAnswer {
  readonly aws: InProcessResponse;
  readonly http: () => ProbeResponse;
}

export interface SmokeBench {
  /** As in services.yaml. */
  readonly entry: unknown;
  readonly passes: AnyAnswer;
  /** When what it saw happened; left out: now. */
  readonly ranAt?: string;
  readonly fails: Readonly<Record<string, AnyAnswer>>;
  readonly unknown: Readonly<Record<string, AnyAnswer>>;
  /** The permission that a request to AWS takes; left out: it asks AWS nothing. */
  readonly actionOf?: (request: InProcessRequest) => string;
  readonly wrong: readonly unknown[];
}

const refused: InProcessResponse = {
  status: 403,
  headers: { 'x-amzn-errortype': 'AccessDeniedException' },
  body: '{"__type":"AccessDeniedException","message":"not allowed"}',
};

const fromAws = (aws: InProcessResponse): AnyAnswer => ({
  aws,
  http: () => {
    throw new Error('Nobody asks a server');
  },
});

const fromServer = (http: AnyAnswer['http']): AnyAnswer => ({ aws: refused, http });
const answering = (body: string, status = 200) => fromServer(() => ({ status, body, milliseconds: 12 }));

const invoked = (answer: unknown, headers: Readonly<Record<string, string>> = {}) =>
  fromAws({ body: JSON.stringify(answer), headers });

const runOfCanary = (percent: number | null) =>
  fromAws({
    body: JSON.stringify({
      MetricDataResults: [
        percent === null
          ? { Id: 'newest', Timestamps: [], Values: [] }
          : {
              Id: 'newest',
              Timestamps: [Date.parse('2026-11-23T01:55:00.000Z') / 1000],
              Values: [percent],
            },
      ],
    }),
  });

export const smokeBenches: Readonly<Record<string, SmokeBench>> = {
  http: {
    entry: { host: 'shop.example', steps: [{ path: '/cart', expect: { json: { '/open': true } } }] },
    passes: answering('{"open":true}'),
    fails: {
      'the answer is another one': answering('{"open":false}'),
      'the server fails': answering('oops', 503),
      'nobody answers': fromServer(() => {
        throw new DependencyUnavailableError('shop.example did not answer');
      }),
    },
    unknown: {
      'its address may not be asked': fromServer(() => {
        throw new ConfigurationError('shop.example has no public address');
      }),
    },
    wrong: [
      { host: 'shop.example', steps: [] },
      { host: 'https://shop.example', steps: [{ path: '/' }] },
    ],
  },
  function: {
    entry: { functionName: 'try-orders', qualifier: 'live' },
    passes: invoked({ ok: true }),
    fails: { 'the function says so': invoked({ ok: false, reason: 'no order came back' }) },
    unknown: {
      'there is no such function': fromAws({
        status: 404,
        headers: { 'x-amzn-errortype': 'ResourceNotFoundException' },
        body: '{"Type":"User","Message":"Function not found"}',
      }),
      'it may not be called': fromAws(refused),
      'it breaks itself': invoked(
        { errorMessage: 'x is not defined' },
        { 'x-amz-function-error': 'Unhandled' },
      ),
      'it answers something else': invoked('fine'),
      'it answers no JSON': fromAws({ body: 'fine' }),
    },
    actionOf: ({ service, path }) =>
      path === '/2015-03-31/functions/try-orders/invocations' ? `${service}:InvokeFunction` : path,
    wrong: [{ functionName: 'a b' }, { functionName: 'try-orders', qualifier: '$LATEST' }],
  },
  canary: {
    entry: { canary: 'orders' },
    passes: runOfCanary(100),
    ranAt: '2026-11-23T01:55:00.000Z',
    fails: { 'a step of its newest run failed': runOfCanary(99.5), 'its newest run failed': runOfCanary(0) },
    unknown: { 'it has not run lately': runOfCanary(null), 'its metric may not be read': fromAws(refused) },
    actionOf: ({ headers }) => `cloudwatch:${(headers['x-amz-target'] ?? '').split('.').at(-1)}`,
    wrong: [{ canary: 'arn:aws:synthetics:eu-west-1:111122223333:canary:orders' }, {}],
  },
};
