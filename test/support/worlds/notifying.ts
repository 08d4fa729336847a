import type { Notifier } from '../../../lambdas/ports/notifier.ts';
import { createNotifier, type NotifierDeps } from '../../../lambdas/use-cases/notify/create-notifier.ts';

/** The same dependencies, some of them replaced, with a notifier that is made of them. */
export function notifying<Deps extends NotifierDeps, Changes extends Partial<NotifierDeps>>(
  deps: Deps,
  changes: Changes,
): Deps & Changes & { readonly notifier: Notifier } {
  const changed = { ...deps, ...changes };
  return { ...changed, notifier: createNotifier(changed) };
}
