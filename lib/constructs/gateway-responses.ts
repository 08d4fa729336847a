import { ResponseType, type RestApi } from 'aws-cdk-lib/aws-apigateway';

interface GatewayResponseSpec {
  readonly type: ResponseType;
  readonly statusCode: string;
  readonly code: string;
  readonly message: string;
}

/**
 * What API Gateway answers by itself. Back-pressure is always 503: Alertmanager, Datadog and SNS take a 4xx, and so a
 * 429, as delivered and drop the alert.
 */
export const gatewayResponses: readonly GatewayResponseSpec[] = [
  {
    type: ResponseType.THROTTLED,
    statusCode: '503',
    code: 'gateway.busy',
    message: 'Too many requests: send again',
  },
  {
    type: ResponseType.QUOTA_EXCEEDED,
    statusCode: '503',
    code: 'gateway.busy',
    message: 'Too many requests: send again',
  },
  {
    type: ResponseType.DEFAULT_5XX,
    statusCode: '503',
    code: 'gateway.unavailable',
    message: 'Not available at the moment: send again',
  },
  {
    type: ResponseType.MISSING_AUTHENTICATION_TOKEN,
    statusCode: '404',
    code: 'gateway.not-found',
    message: 'No such address, or a request that is not signed',
  },
  {
    // API Gateway takes 10 MB and Lambda 6 MiB of event, in which the body is base64. Above 10 MB API Gateway answers in words of
    // its own: https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
    type: ResponseType.REQUEST_TOO_LARGE,
    statusCode: '413',
    code: 'gateway.too-large',
    message: 'A body may have about 4.6 MB: a function takes 6 MiB, with the body in base64',
  },
  {
    type: ResponseType.ACCESS_DENIED,
    statusCode: '403',
    code: 'gateway.denied',
    message: 'These credentials may not do that',
  },
];

export function addGatewayResponses(api: RestApi): void {
  for (const { type, statusCode, code, message } of gatewayResponses) {
    api.addGatewayResponse(type.responseType, {
      type,
      statusCode,
      responseHeaders: { 'Cache-Control': "'no-store'", 'X-Content-Type-Options': "'nosniff'" },
      templates: { 'application/json': JSON.stringify({ error: { code, message } }) },
    });
  }
}
