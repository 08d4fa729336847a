import { beforeAll, describe, expect, it } from '@jest/globals';
import { Match, type Template } from 'aws-cdk-lib/assertions';
import type { FunctionSpec } from '../../../lib/functions/function-spec.ts';
import { exampleFunctions, synthesize } from '../../support/builders/synthesize.ts';

describe('the API', () => {
  let template: Template;
  beforeAll(() => {
    template = synthesize().stateless;
  });

  it.each(['THROTTLED', 'QUOTA_EXCEEDED', 'DEFAULT_5XX'])('answers 503 when API Gateway says %s', (type) => {
    template.hasResourceProperties('AWS::ApiGateway::GatewayResponse', {
      ResponseType: type,
      StatusCode: '503',
    });
  });

  it('answers by itself in the form of every other error', () => {
    for (const { Properties } of Object.values(template.findResources('AWS::ApiGateway::GatewayResponse'))) {
      expect(JSON.parse(Properties.ResponseTemplates['application/json'])).toEqual({
        error: { code: expect.stringMatching(/^gateway\./), message: expect.any(String) },
      });
    }
  });

  it('passes raw bytes on, because signatures are made over them', () => {
    template.hasResourceProperties('AWS::ApiGateway::RestApi', {
      BinaryMediaTypes: ['*/*'],
      EndpointConfiguration: { Types: ['REGIONAL'] },
    });
  });

  it("leaves the account's role for access logs in place, because other APIs log by it", () => {
    template.hasResource('AWS::ApiGateway::Account', { DeletionPolicy: 'Retain' });
    template.hasResource('AWS::IAM::Role', {
      DeletionPolicy: 'Retain',
      Properties: Match.objectLike({
        AssumeRolePolicyDocument: Match.objectLike({
          Statement: [Match.objectLike({ Principal: { Service: 'apigateway.amazonaws.com' } })],
        }),
      }),
    });
  });

  it('throttles the stage, and traces no path, which may end in a token', () => {
    template.hasResourceProperties('AWS::ApiGateway::Stage', {
      StageName: 'prod',
      TracingEnabled: false,
      MethodSettings: [
        Match.objectLike({ ThrottlingRateLimit: 2000, DataTraceEnabled: false, LoggingLevel: 'OFF' }),
      ],
    });
  });

  it('logs neither bodies nor paths, which may hold a token', () => {
    const [stage] = Object.values(template.findResources('AWS::ApiGateway::Stage'));
    const format: string = stage?.['Properties'].AccessLogSetting.Format;
    expect(format).toContain('$context.resourcePath');
    expect(format).not.toMatch(/\$context\.path|\$input|body|\$context\.authorizer/i);
  });

  it('has the routes of the list, signed where they show or change incidents', () => {
    expect(routesOf(template).toSorted()).toEqual(
      exampleFunctions
        .flatMap(routes)
        .map(({ method, path, access }) => `${method} ${path} ${access === 'iam' ? 'AWS_IAM' : 'NONE'}`)
        .toSorted(),
    );
    expect(routesOf(template)).toContain('POST /v1/incidents/{id}/commands AWS_IAM');
    expect(routesOf(template)).toContain('GET /v1/incidents AWS_IAM');
    expect(routesOf(template)).toContain('POST /v1/alerts/{source}/{token} NONE');
  });
});

function routes({ trigger }: FunctionSpec) {
  return trigger.kind === 'http' ? trigger.routes : [];
}

function routesOf(template: Template): string[] {
  const resources = template.findResources('AWS::ApiGateway::Resource');
  const pathOf = (id: string): string => {
    const resource = resources[id];
    if (resource === undefined) return '';
    return `${pathOf(resource['Properties'].ParentId.Ref ?? '')}/${resource['Properties'].PathPart}`;
  };
  return Object.values(template.findResources('AWS::ApiGateway::Method')).map(({ Properties }) => {
    const path = pathOf(Properties.ResourceId.Ref ?? '') || '/';
    return `${Properties.HttpMethod} ${path} ${Properties.AuthorizationType}`;
  });
}
