import type { Scenario } from '../../scenario/scenario.ts';

/** As AWS has them. https://docs.aws.amazon.com/apigateway/latest/api/API_MethodSetting.html */
export interface MethodSettings {
  throttlingRateLimit: number;
  throttlingBurstLimit: number;
  loggingLevel: string;
  readonly metricsEnabled: boolean;
  readonly dataTraceEnabled: boolean;
  readonly cachingEnabled: boolean;
}

export interface Stage {
  readonly restApi: string;
  readonly name: string;
  /** The service behind it. */
  readonly service: string;
  /** Of all methods; null: none are set. */
  settings: MethodSettings | null;
  /** Requests a second that get through and since when, oldest first; null: all. */
  readonly history: { readonly rateLimit: number | null; readonly at: string }[];
}

export interface HttpStage {
  readonly httpApi: string;
  readonly name: string;
  /** The service behind it. */
  readonly service: string;
  /** Of all routes, as AWS has them. https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-stages-stagename.html */
  settings: HttpRouteSettings;
  /** Requests a second that get through and since when, oldest first; null: all. */
  readonly history: { readonly rateLimit: number | null; readonly at: string }[];
}

export interface HttpRouteSettings {
  readonly DetailedMetricsEnabled: boolean;
  readonly ThrottlingRateLimit?: number | undefined;
  readonly ThrottlingBurstLimit?: number | undefined;
}

export interface ApiGatewayState {
  readonly stages: Stage[];
  readonly httpStages: HttpStage[];
}

export const defaultSettings: MethodSettings = {
  throttlingRateLimit: -1,
  throttlingBurstLimit: -1,
  loggingLevel: 'OFF',
  metricsEnabled: false,
  dataTraceEnabled: false,
  cachingEnabled: false,
};

export function seedApiGateway({ apiStages, httpApiStages }: Scenario, startedAtMs: number): ApiGatewayState {
  return {
    stages: apiStages.map(({ restApi, stage, service }) => ({
      restApi,
      name: stage,
      service,
      settings: null,
      history: [],
    })),
    httpStages: httpApiStages.map(({ httpApi, stage, service, rateLimit, burstLimit }) => ({
      httpApi,
      name: stage,
      service,
      settings: {
        DetailedMetricsEnabled: true,
        ...(rateLimit === undefined ? {} : { ThrottlingRateLimit: rateLimit }),
        ...(burstLimit === undefined ? {} : { ThrottlingBurstLimit: burstLimit }),
      },
      history: [{ rateLimit: rateLimit ?? null, at: new Date(startedAtMs - 86_400_000).toISOString() }],
    })),
  };
}

export function findStage({ stages }: ApiGatewayState, restApi: string, name: string): Stage | undefined {
  return stages.find((stage) => stage.restApi === restApi && stage.name === name);
}

export function findHttpStage(
  { httpStages }: ApiGatewayState,
  httpApi: string,
  name: string,
): HttpStage | undefined {
  return httpStages.find((stage) => stage.httpApi === httpApi && stage.name === name);
}

export function setHttpSettings(stage: HttpStage, settings: HttpRouteSettings, atMs: number): void {
  stage.settings = settings;
  stage.history.push({ rateLimit: settings.ThrottlingRateLimit ?? null, at: new Date(atMs).toISOString() });
}

export function setSettings(stage: Stage, settings: MethodSettings | null, atMs: number): void {
  stage.settings = settings;
  const rateLimit =
    settings === null || settings.throttlingRateLimit < 0 ? null : settings.throttlingRateLimit;
  stage.history.push({ rateLimit, at: new Date(atMs).toISOString() });
}

/** Requests a minute that get through to a service; null: all. */
export function requestLimitAt(
  { stages, httpStages }: ApiGatewayState,
  service: string,
  atMs: number,
): number | null {
  const history = [...stages, ...httpStages].find((stage) => stage.service === service)?.history ?? [];
  const rateLimit = history.findLast(({ at }) => Date.parse(at) <= atMs)?.rateLimit ?? null;
  return rateLimit === null ? null : 60 * rateLimit;
}
