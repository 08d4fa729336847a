import { describe, expect, it } from '@jest/globals';
import { listFunctions } from '../../../lib/functions/list-functions.ts';
import { holdToLimits } from '../../../lib/limits/hold-to-limits.ts';
import { type awsLimits, limitProblems, measureTemplate } from '../../../lib/limits/template-limits.ts';
import type { Template } from '../../../lib/limits/template-text.ts';
import { fullyDescribedServices, manyActions } from '../../support/builders/policy/large-policy.ts';
import { synthesize } from '../../support/builders/synthesize.ts';

const role = { Type: 'AWS::IAM::Role', Properties: {} };
const policyOf = (resources: readonly unknown[], type = 'AWS::IAM::Policy') => ({
  Type: type,
  Properties: {
    Roles: [{ Ref: 'Role' }],
    PolicyDocument: { Statement: [{ Action: 'a:b', Resource: resources }] },
  },
});
const sizesOf = (template: Template, limit: keyof typeof awsLimits) =>
  measureTemplate(template).flatMap((measured) => (measured.limit === limit ? [measured.size] : []));

describe('the size of what is deployed', () => {
  it('stays under every limit of AWS with fifty services and thirty actions', () => {
    const functions = listFunctions({ services: fullyDescribedServices(50) }, manyActions(30));
    expect(functions.filter(({ actionKind }) => actionKind !== null)).toHaveLength(30);
    const { app } = synthesize({
      functions,
      context: { stage: 'a-stage-of12' },
      env: { account: '000000000000', region: 'ap-southeast-1' },
    });
    const { stacks } = app.synth();
    expect(stacks).toHaveLength(2);
    expect(stacks.flatMap(({ id, template }) => limitProblems(id, template))).toEqual([]);
    for (const { template } of stacks) expect(Object.keys(template.Resources).length).toBeGreaterThan(10);
  }, 120_000);

  it('is refused where it is too large, with what is too large and what to do', () => {
    const functions = listFunctions({ services: fullyDescribedServices(90) }, []);
    const assembly = synthesize({ functions }).app.synth();
    expect(() => holdToLimits(assembly)).toThrow(expect.objectContaining({ code: 'configuration.invalid' }));
    expect(() => holdToLimits(assembly)).toThrow(
      /ListChangesRole\S+: \d+ managed policies of one role; AWS allows 10/,
    );
  }, 120_000);

  it('counts the policies of a role together, its own and those beside it, and its managed ones each', () => {
    const { PolicyDocument } = policyOf(['x'.repeat(4000)]).Properties;
    const template = {
      Resources: {
        Role: { ...role, Properties: { Policies: [{ PolicyName: 'Own', PolicyDocument }] } },
        B: policyOf(['x'.repeat(5990)]),
        C: policyOf(['x'.repeat(6100)], 'AWS::IAM::ManagedPolicy'),
      },
    };
    expect(sizesOf(template, 'inlinePolicyCharacters')).toEqual([expect.any(Number)]);
    expect(limitProblems('Stack', template)).toEqual([
      expect.stringMatching(/^Stack Role: 10\d{3} characters of inline policies/),
      expect.stringMatching(/^Stack Role: 61\d{2} characters of one managed policy/),
    ]);
  });

  it('takes a reference as the longest text that may stand in its place', () => {
    const arn = {
      'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':', { Ref: 'AWS::Region' }, ':end']],
    };
    const [written = 0] = sizesOf(
      { Resources: { Role: role, A: policyOf([arn]) } },
      'inlinePolicyCharacters',
    );
    const [expected = 0] = sizesOf(
      { Resources: { Role: role, A: policyOf(['arn:aws-us-gov:ap-southeast-1:end']) } },
      'inlinePolicyCharacters',
    );
    expect(written).toBe(expected);
  });

  it('counts variables, permissions to call, resources and the definition', () => {
    const calls = Array.from({ length: 60 }, (_, index) => [
      `P${index}`,
      { Type: 'AWS::Lambda::Permission', Properties: { FunctionName: { 'Fn::GetAtt': ['F', 'Arn'] } } },
    ]);
    const template = {
      Resources: {
        F: {
          Type: 'AWS::Lambda::Function',
          Properties: { Environment: { Variables: { A: 'x'.repeat(4090) } } },
        },
        M: {
          Type: 'AWS::StepFunctions::StateMachine',
          Properties: { DefinitionString: 'x'.repeat(1_100_000) },
        },
        ...Object.fromEntries(calls),
        ...Object.fromEntries(
          Array.from({ length: 440 }, (_, index) => [`T${index}`, { Type: 'AWS::SNS::Topic' }]),
        ),
      },
    };
    const limits = ['bytes of the template', 'resources', 'bytes of variables', 'to call it', 'definition'];
    const problems = limitProblems('Stack', template);
    expect(problems).toHaveLength(limits.length);
    for (const [index, limit] of limits.entries()) expect(problems[index]).toContain(limit);
  });
});
