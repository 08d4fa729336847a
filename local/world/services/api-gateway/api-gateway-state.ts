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

export interface ApiGatewayState {
  readonly stages: Stage[];
}

export const defaultSettings: MethodSettings = {
  throttlingRateLimit: -1,
  throttlingBurstLimit: -1,
  loggingLevel: 'OFF',
  metricsEnabled: false,
  dataTraceEnabled: false,
  cachingEnabled: false,
};

export function seedApiGateway({ apiStages }: Scenario): ApiGatewayState {
  return {
    stages: apiStages.map(({ restApi, stage, service }) => ({
      restApi,
      name: stage,
      service,
      settings: null,
      history: [],
    })),
  };
}

export function findStage({ stages }: ApiGatewayState, restApi: string, name: string): Stage | undefined {
  return stages.find((stage) => stage.restApi === restApi && stage.name === name);
}

export function setSettings(stage: Stage, settings: MethodSettings | null, atMs: number): void {
  stage.settings = settings;
  const rateLimit =
    settings === null || settings.throttlingRateLimit < 0 ? null : settings.throttlingRateLimit;
  stage.history.push({ rateLimit, at: new Date(atMs).toISOString() });
}

/** Requests a minute that get through to a service; null: all. */
export function requestLimitAt({ stages }: ApiGatewayState, service: string, atMs: number): number | null {
  const history = stages.find((stage) => stage.service === service)?.history ?? [];
  const rateLimit = history.findLast(({ at }) => Date.parse(at) <= atMs)?.rateLimit ?? null;
  return rateLimit === null ? null : 60 * rateLimit;
}
