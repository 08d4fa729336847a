import { runWorkflow, type Script } from './incident-workflow.ts';

/** The state in which people take over. */
export const handOverState = 'Hand over to humans';

/** States in the order of entry; the readings, whose order means nothing, are left out. */
export async function pathOf(script: Script = {}) {
  const run = await runWorkflow(script);
  const readings = ['Read metrics', 'Read logs', 'List changes', 'Measure blast radius', 'Read dead letters'];
  return { ...run, path: run.states.filter((state) => !readings.includes(state)) };
}

export function afterState(path: readonly string[], state: string): string | undefined {
  return path[path.lastIndexOf(state) + 1];
}
