import { describe, expect, it } from '@jest/globals';
import { functionAlarm, systemAlarms } from '../../lib/functions/alarm-list.ts';
import { aslSubstitutions } from '../../lib/functions/asl-substitutions.ts';
import { composeFunctions } from '../../lib/functions/list-functions.ts';
import { readDocument, sourceFiles } from './source-files.ts';

const anyAction = { kind: 'any', title: 'Any', statements: [{ actions: [], resources: [] }] };
const functions = composeFunctions([anyAction]);
const handlers = new Set(functions.map(({ handler }) => handler));
const definition: { States: Readonly<Record<string, State>> } = JSON.parse(
  readDocument('statemachines/incident-response.asl.json'),
);

interface State {
  readonly Arguments?: { readonly FunctionName?: string };
  readonly TimeoutSeconds?: number;
  readonly Resource?: string;
  readonly Branches?: readonly { readonly States: Readonly<Record<string, State>> }[];
}

function tasks(
  states: Readonly<Record<string, State>>,
): readonly { name: string; state: State; called: string }[] {
  return Object.entries(states).flatMap(([name, state]) => [
    ...(state.Arguments?.FunctionName === undefined
      ? []
      : [{ name, state, called: state.Arguments.FunctionName }]),
    ...(state.Branches ?? []).flatMap(({ States }) => tasks(States)),
  ]);
}

describe('one vocabulary', () => {
  it('deploys every handler, and nothing that is not one', () => {
    const files = sourceFiles('lambdas/handlers').map(({ path }) =>
      path.slice('lambdas/handlers/'.length, -3),
    );
    expect(new Set(files.filter((file) => !/\/|^index$/.test(file)))).toEqual(handlers);
  });

  it('calls every workflow function from a state, and names no other in the state machine', () => {
    const placeholders = tasks(definition.States).flatMap(({ called }) =>
      [...called.matchAll(/\$\{(\w+)\}/g)].map(([, name]) => name),
    );
    const { Partition, ...called } = aslSubstitutions(functions, (name) => name);
    expect(Partition).toBe('aws');
    expect(new Set(placeholders)).toEqual(new Set(Object.keys(called)));
  });

  it('lets a function time out before the state that calls it does', () => {
    const waits = tasks(definition.States).filter(
      ({ state }) => !state.Resource?.endsWith('.waitForTaskToken'),
    );
    expect(waits.length).toBeGreaterThan(8);
    for (const { name, state, called } of waits) {
      const callee = functions.find((each) => called.includes(substitutionOf(each.handler, each.actionKind)));
      expect({ name, callee: callee?.handler }).toEqual({ name, callee: expect.any(String) });
      expect({ name, longEnough: (state.TimeoutSeconds ?? 0) > (callee?.timeoutSeconds ?? 0) }).toEqual({
        name,
        longEnough: true,
      });
    }
  });

  it('has a section in the runbook for each alarm, which says what its text says, and no other section', () => {
    const sections = new Map(
      readDocument('docs/runbook.md')
        .split(/^### /m)
        .slice(1)
        .map((section) => [section.slice(0, section.indexOf('\n')).trim(), section.replaceAll(/\s+/g, ' ')]),
    );
    const alarms = [
      ...functions.flatMap((each) => functionAlarm(each) ?? []),
      ...Object.values(systemAlarms),
    ];
    expect(new Set(sections.keys())).toEqual(new Set(alarms.map(({ heading }) => heading)));
    for (const { heading, impact } of alarms) {
      expect(sections.get(heading)).toContain(`**Impact:** ${impact} `);
    }
  });

  it('has no function, alarm or capability twice', () => {
    for (const names of [
      functions.map(({ name }) => name),
      functions.flatMap((each) => functionAlarm(each)?.name ?? []),
    ]) {
      expect(names).toEqual([...new Set(names)]);
    }
    for (const { capabilities } of functions) expect(capabilities).toEqual([...new Set(capabilities)]);
  });
});

function substitutionOf(handler: string, actionKind: string | null): string {
  const [single = ''] = Object.keys(
    aslSubstitutions(
      functions.filter((each) => each.handler === handler),
      (name) => name,
    ),
  );
  if (actionKind === null) return `\${${single}}`;
  return `\${ActionArnPrefix}`;
}
