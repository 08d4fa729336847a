import type { InProcessRequest, InProcessResponse } from '../../local/rehearsal/memory/in-process-aws.ts';
import type { LocalRequest, LocalResponse } from '../cloud/http/loopback-server.ts';
import type { Account } from './account.ts';
import { AppConfigApi } from './appconfig-api.ts';
import { CloudWatchApi } from './cloudwatch-api.ts';
import { LambdaApi } from './lambda-api.ts';
import { LogsApi } from './logs-api.ts';
import type { Scenario } from './scenario.ts';

/** One API of the simulated account. */
export interface AccountApi {
  /** What requests to it are signed for. */
  readonly service: string;
  /** The standard variable that points clients at it. */
  readonly variable: string;
  answer(request: LocalRequest): Promise<LocalResponse>;
}

export function accountApis(scenario: Scenario, account: Account, now: () => number): readonly AccountApi[] {
  const api = (service: string, variable: string, { answer }: Pick<AccountApi, 'answer'>): AccountApi => ({
    service,
    variable: `AWS_ENDPOINT_URL_${variable}`,
    answer,
  });
  const [cloudWatch, logs] = [new CloudWatchApi(scenario, account, now), new LogsApi(scenario, account, now)];
  const [lambda, appConfig] = [new LambdaApi(account, now), new AppConfigApi(account, now)];
  return [
    api('monitoring', 'CLOUDWATCH', { answer: (request) => cloudWatch.answer(request) }),
    api('logs', 'CLOUDWATCH_LOGS', { answer: (request) => logs.answer(request) }),
    api('lambda', 'LAMBDA', { answer: (request) => lambda.answer(request) }),
    api('appconfig', 'APPCONFIG', { answer: (request) => appConfig.answer(request) }),
  ];
}

/** Answers what clients in this process ask the account, without a server between. Rejects for a service that it does not have. */
export function answerOfAccount(apis: readonly AccountApi[]) {
  return async ({
    service,
    method,
    path,
    query,
    headers,
    body,
  }: InProcessRequest): Promise<InProcessResponse> => {
    const api = apis.find((one) => one.service === service);
    if (api === undefined) throw new Error(`The simulated account has no ${service}`);
    const local = { method, path, query, headers: { ...headers }, rawHeaders: [], body: Buffer.from(body) };
    const { status, headers: given = {}, body: content = '' } = await api.answer(local);
    const joined = Object.entries(given).map(([name, value]) => [name, String(value)]);
    return { status, headers: Object.fromEntries(joined), body: content };
  };
}
