import { Environment } from '@marcbachmann/cel-js';
import { conditionVariables, mappingVariables } from './condition-fields.ts';

const arithmetic: Readonly<Record<string, (a: number, b: number) => number>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
};

/**
 * Every number of a context is a double, and CEL has no arithmetic between int and double: `5 * baseline` would be an
 * error. These overloads make mixed arithmetic a double, as people expect. Comparisons across them are CEL's own.
 */
export function createCelEnvironment(): Environment {
  const environment = new Environment({
    limits: { maxAstNodes: 500, maxDepth: 50, maxListElements: 100, maxMapEntries: 50 },
  });
  for (const variable of [...conditionVariables, ...mappingVariables]) {
    environment.registerVariable(variable, 'dyn');
  }
  for (const [operator, apply] of Object.entries(arithmetic)) {
    environment.registerOperator(`int ${operator} double: double`, (a: bigint, b: number) =>
      apply(Number(a), b),
    );
    environment.registerOperator(`double ${operator} int: double`, (a: number, b: bigint) =>
      apply(a, Number(b)),
    );
  }
  return environment;
}
