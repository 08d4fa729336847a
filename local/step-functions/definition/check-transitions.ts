import type { Diagnostics } from './diagnostics.ts';
import type { State, Workflow } from './machine.ts';

/** Notes transitions to nowhere and states that nothing leads to. */
export function checkTransitions(workflow: Workflow, location: string, diagnostics: Diagnostics): void {
  const { states, startAt } = workflow;
  const missing = (field: string, target: string): void => {
    diagnostics.add(`${location}/${field}`, `Missing 'Next' target: ${target}`, 'MISSING_TRANSITION_TARGET');
  };
  if (!states.has(startAt)) missing('StartAt', startAt);
  for (const [name, state] of states) {
    for (const { target, field } of targetsOf(state)) {
      if (!states.has(target)) missing(`States/${name}/${field}`, target);
    }
  }
  // AWS says nothing of unreachable states when the machine has no end at all.
  if (location === '' && !hasEnd(workflow)) return;
  const reached = reachable(workflow);
  for (const name of states.keys()) {
    if (!reached.has(name)) {
      diagnostics.add(
        `${location}/States/${name}`,
        `State "${name}" is not reachable.`,
        'MISSING_TRANSITION_TARGET',
      );
    }
  }
}

/** Whether a state ends the workflow. A Choice without a match does too, by failing, but does not count. */
export function hasEnd({ states }: Workflow): boolean {
  return [...states.values()].some(
    (state) =>
      state.type === 'Succeed' || state.type === 'Fail' || ('next' in state && state.next === undefined),
  );
}

function reachable({ states, startAt }: Workflow): ReadonlySet<string> {
  const reached = new Set(states.has(startAt) ? [startAt] : []);
  for (const name of reached) {
    const state = states.get(name);
    if (state === undefined) continue;
    for (const { target } of targetsOf(state)) {
      if (states.has(target)) reached.add(target);
    }
  }
  return reached;
}

interface Transition {
  readonly target: string;
  readonly field: string;
}

function targetsOf(state: State): Transition[] {
  switch (state.type) {
    case 'Succeed':
    case 'Fail':
      return [];
    case 'Choice':
      return [
        ...state.choices.map(({ next }, index) => ({ target: next, field: `Choices[${index}]/Next` })),
        ...(state.default === undefined ? [] : [{ target: state.default.next, field: 'Default' }]),
      ];
    case 'Pass':
    case 'Wait':
      return nextOf(state.next);
    case 'Task':
    case 'Parallel':
    case 'Map':
      return [
        ...nextOf(state.next),
        ...state.catch.map(({ next }, index) => ({ target: next, field: `Catch[${index}]/Next` })),
      ];
    default:
      return state satisfies never;
  }
}

function nextOf(next: string | undefined): Transition[] {
  return next === undefined ? [] : [{ target: next, field: 'Next' }];
}
