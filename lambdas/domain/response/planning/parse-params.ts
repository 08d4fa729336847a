import { InvalidInputError } from '../../errors.ts';
import type { PlannableAction } from './plannable-action.ts';

/** The parameters of an action, checked. Throws InvalidInputError naming the field that is wrong. */
export function parseParams<Params>(
  { kind, params }: Pick<PlannableAction<Params>, 'kind' | 'params'>,
  value: unknown,
): Params {
  const parsed = params.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const field = issue === undefined || issue.path.length === 0 ? 'params' : issue.path.join('.');
  throw new InvalidInputError(`${kind}: ${field} ${issue?.message ?? 'is invalid'}`);
}
