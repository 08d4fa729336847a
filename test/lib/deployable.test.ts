import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Template } from 'aws-cdk-lib/assertions';
import { synthesize } from '../support/builders/synthesize.ts';

type Resources = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** What CloudFormation and the services refuse at a deployment, and a synthesis does not. */
describe('the templates', () => {
  let templates: readonly Template[];
  beforeAll(() => {
    const { state, stateless } = synthesize({ context: { stage: 'a-stage-of12' } });
    templates = [state, stateless];
  });
  const resources = (): Resources[] => templates.map((template) => template.toJSON()['Resources']);
  const propertiesOf = (type: string) =>
    templates
      .flatMap((template) => Object.values(template.findResources(type)))
      .map((resource) => resource['Properties']);

  it('have no resource that waits for itself', () => {
    for (const all of resources()) expect(findCycle(all)).toBeNull();
  });

  it.each([
    ['AWS::Lambda::Function', 'FunctionName', 64],
    ['AWS::Lambda::Function', 'Description', 256],
    ['AWS::StepFunctions::StateMachine', 'StateMachineName', 80],
    ['AWS::Scheduler::Schedule', 'Name', 64],
    ['AWS::Scheduler::ScheduleGroup', 'Name', 64],
    ['AWS::CloudWatch::Alarm', 'AlarmName', 255],
    ['AWS::CloudWatch::Alarm', 'AlarmDescription', 1024],
    ['AWS::IAM::Role', 'Description', 1000],
    ['AWS::SNS::Topic', 'DisplayName', 100],
    ['AWS::Events::Rule', 'Description', 512],
    ['AWS::SecretsManager::Secret', 'Description', 2048],
  ])(
    'keep to the length that %s allows for %s, with the longest name of a stage',
    (type, property, longest) => {
      const texts = propertiesOf(type).flatMap((properties) => properties[property] ?? []);
      expect(texts.length).toBeGreaterThan(0);
      expect(texts.filter((text) => text.length > longest)).toEqual([]);
    },
  );

  it('describe roles in the characters that IAM takes', () => {
    for (const { Description = '' } of propertiesOf('AWS::IAM::Role')) {
      expect(Description).toMatch(/^[\t\n\r -~\u00A1-\u00FF]*$/);
    }
  });

  it('stay below 500 resources and 1 MB each', () => {
    for (const template of templates) {
      expect(Object.keys(template.toJSON()['Resources']).length).toBeLessThan(500);
      expect(JSON.stringify(template.toJSON()).length).toBeLessThan(1_000_000);
    }
  });

  it('know nothing of the machine that made them', () => {
    for (const template of templates) {
      expect(JSON.stringify(template.toJSON())).not.toMatch(
        /127\.0\.0\.1|localhost|\/home\/|\/tmp\/|\/Users\//,
      );
    }
  });
});

/** The resources around a circle of references, or null when there is none. */
function findCycle(all: Resources): readonly string[] | null {
  const done = new Set<string>();
  const visit = (id: string, way: readonly string[]): readonly string[] | null => {
    if (way.includes(id)) return [...way, id];
    if (done.has(id)) return null;
    for (const next of referencesOf(all[id], all)) {
      const cycle = visit(next, [...way, id]);
      if (cycle !== null) return cycle;
    }
    done.add(id);
    return null;
  };
  for (const id of Object.keys(all)) {
    const cycle = visit(id, []);
    if (cycle !== null) return cycle;
  }
  return null;
}

function referencesOf(value: unknown, all: Resources): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((each) => referencesOf(each, all));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => {
    if (name === 'Metadata') return [];
    const named = name === 'Fn::GetAtt' && Array.isArray(inner) ? inner.slice(0, 1) : inner;
    const found = ['Ref', 'Fn::GetAtt', 'DependsOn'].includes(name) ? [named].flat().map(String) : [];
    return [...found.filter((id) => Object.hasOwn(all, id)), ...referencesOf(inner, all)];
  });
}
