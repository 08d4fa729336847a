import { type ConditionContext, evaluateExpression } from './conditions.ts';

/** Every `{expression}` of a sentence; `start` is where the expression begins. */
export function placeholders(
  sentence: string,
): readonly { readonly expression: string; readonly start: number }[] {
  return [...sentence.matchAll(/\{([^{}]*)\}/g)].map((match) => ({
    expression: match[1] ?? '',
    start: match.index + 1,
  }));
}

/** Fills in the values; what is not known here reads as "?". The result may quote hostile text. */
export function fillSentence(sentence: string, context: ConditionContext): string {
  return sentence.replaceAll(/\{([^{}]*)\}/g, (_, expression: string) => {
    const { value, problem } = evaluateExpression(expression, context);
    return problem === null ? shown(value) : '?';
  });
}

function shown(value: unknown): string {
  if (typeof value === 'number') return String(Number(value.toPrecision(3)));
  return typeof value === 'string' || typeof value === 'boolean' || typeof value === 'bigint'
    ? String(value)
    : '?';
}
