import type { AwsCaller } from '../../lambdas/ports/aws-caller.ts';
import type { LocalRequest, LocalResponse } from '../cloud/loopback-server.ts';
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

/** Calls the account's APIs in this process, without a server between. Rejects for a service that it does not have. */
export function createAccountCaller(apis: readonly AccountApi[]): AwsCaller {
  return {
    async call({ service, method, path, headers = {}, body = '' }) {
      const api = apis.find((one) => one.service === service);
      if (api === undefined) throw new Error(`The simulated account has no ${service}`);
      const url = new URL(path, 'http://account');
      const answer = await api.answer({
        method,
        path: url.pathname,
        query: url.searchParams,
        headers: { ...headers },
        rawHeaders: [],
        body: Buffer.from(body),
      });
      const given = Object.entries(answer.headers ?? {}).map(([name, value]) => [name, String(value)]);
      return {
        status: answer.status,
        headers: Object.fromEntries(given),
        body: Buffer.from(answer.body ?? '').toString('utf8'),
      };
    },
  };
}
