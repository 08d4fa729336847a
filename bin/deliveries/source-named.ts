import type { AlertSource } from '../../lambdas/ports/plug-ins/alert-source.ts';
import { sourcesByName } from '../../lambdas/sources/index.ts';
import { CommandError } from '../cli/command-error.ts';

/** Throws CommandError when there is no such source. */
export function sourceNamed(name: string): AlertSource {
  const source = sourcesByName.get(name);
  if (source !== undefined) return source;
  throw new CommandError(`There is no source ${name}`, {
    next: `Sources: ${[...sourcesByName.keys()].join(', ')}`,
    exitCode: 2,
  });
}
