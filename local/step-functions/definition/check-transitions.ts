import type { Diagnostics } from './diagnostics.ts';
import type { State, Workflow } from './machine.ts';

/** Notes transitions to nowhere, states nobody can reach, and workflows that cannot end. */
export function checkTransitions(workflow: Workflow, location: string, diagnostics: Diagnostics): void {
  let isBroken = false;
  const missing = (field: string, target: string): void => {
    isBroken = true;
    diagnostics.add(`${location}/${field}`, `Missing 'Next' target: ${target}`, 'MISSING_TRANSITION_TARGET');
  };
  if (!workflow.states.has(workflow.startAt)) {
    missing('StartAt', workflow.startAt);
    return;
  }
  const reached = new Set([workflow.startAt]);
  for (const name of reached) {
    const state = workflow.states.get(name);
    if (state === undefined) continue;
    for (const { target, field } of targetsOf(state)) {
      if (workflow.states.has(target)) reached.add(target);
      else missing(`States/${name}/${field}`, target);
    }
  }
  for (const name of workflow.states.keys()) {
    if (!reached.has(name)) {
      diagnostics.add(
        `${location}/States/${name}`,
        `State "${name}" is not reachable.`,
        'MISSING_TRANSITION_TARGET',
      );
    }
  }
  if (!isBroken && ![...workflow.states.values()].some(isTerminal)) {
    diagnostics.add(`${location}/States`, 'No state ends the workflow', 'MISSING_END_STATE');
  }
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

/** A Choice without Default can end the execution too: by failing. */
function isTerminal(state: State): boolean {
  if (state.type === 'Succeed' || state.type === 'Fail') return true;
  return state.type !== 'Choice' && state.next === undefined;
}
