import type { PolicyProblem } from '../policy-problem.ts';
import type { PolicyFiles } from '../read-policy-files.ts';

/** Metric math that names a metric nobody defined: CloudWatch would refuse the whole query in the middle of an incident. */
export function expressionProblems({ services }: PolicyFiles): readonly PolicyProblem[] {
  if (services === null) return [];
  return services.value.services.flatMap((service, index) =>
    Object.entries(service.metrics).flatMap(([name, metric]) => {
      if (metric?.cloudwatch === undefined) return [];
      const { expression, metrics } = metric.cloudwatch;
      const path = ['services', index, 'metrics', name, 'cloudwatch', 'expression'];
      return identifiers(expression)
        .filter(({ id }) => !Object.hasOwn(metrics, id))
        .map(({ id, offset }) =>
          services.yaml.problemInside(
            path,
            offset,
            `"${id}" is not one of this metric's ids; there are ${Object.keys(metrics).join(', ') || 'none'}`,
          ),
        );
    }),
  );
}

/** Ids begin with a lower-case letter, functions of metric math with an upper-case one; quoted text is neither. */
function identifiers(expression: string): readonly { readonly id: string; readonly offset: number }[] {
  const found = expression.matchAll(/"[^"]*"|'[^']*'|[A-Za-z_][A-Za-z0-9_]*/g);
  return [...found]
    .filter(([text]) => /^[a-z]/.test(text))
    .map((match) => ({ id: match[0], offset: match.index }));
}
