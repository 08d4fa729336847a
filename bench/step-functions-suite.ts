import type { Measurement } from './measuring/measurement.ts';
import { benchStepFunctions } from './step-functions.ts';

/** The local Step Functions engine: ten states an execution, on a virtual clock. */
export async function stepFunctionsSuite(): Promise<readonly Measurement[]> {
  const { inMemory1000, inMemory10000, durable1000, growth } = await benchStepFunctions();
  const runs = {
    'in memory, 1,000': inMemory1000,
    'in memory, 10,000': inMemory10000,
    'on disk, 1,000': durable1000,
  };
  return [
    ...Object.entries(runs).flatMap(([subject, measured]) => [
      figure(subject, 'transitions', measured.transitionsPerSecond, 'per second'),
      figure(subject, 'per execution', measured.millisecondsPerExecution, 'ms'),
      figure(subject, 'heap', measured.heapMegabytes, 'MB'),
    ]),
    { ...figure('10,000 against 1,000', 'time per execution', growth, 'times'), target: { atMost: 1.2 } },
  ];
}

function figure(subject: string, name: string, value: number, unit: Measurement['unit']): Measurement {
  return { suite: 'step-functions', subject, figure: name, value, unit, target: null };
}
