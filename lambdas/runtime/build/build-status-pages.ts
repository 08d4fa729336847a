import type {
  PublicStatusPolicy,
  StatusPagePolicy,
} from '../../domain/policy/schemas/public-status-schema.ts';
import type { BoundStatusPage, StatusPage, StatusPageContext } from '../../ports/plug-ins/status-page.ts';
import { statusPages } from '../../status-pages/index.ts';
import type { Environment } from '../env/env.ts';
import { buildOutbound } from './build-outbound.ts';
import { buildAwsClients } from './build-services.ts';
import { readPolicy } from './policy.ts';

/** One for each page that policy names, in its order. */
export function buildStatusPages(env: Environment): readonly BoundStatusPage[] {
  const { publicStatus } = readPolicy(env).people;
  if (publicStatus === undefined) return [];
  return bindStatusPages(publicStatus, { ...buildOutbound(env), aws: buildAwsClients(env) });
}

/** Those of registered kinds. */
export function bindStatusPages(
  { pages, services }: PublicStatusPolicy,
  given: Omit<StatusPageContext, 'place' | 'names'>,
  registered: readonly StatusPage[] = statusPages,
): readonly BoundStatusPage[] {
  return pages.flatMap((place) => {
    const found = registered.find(({ name }) => name === place.page);
    return found === undefined ? [] : [bound(found, { ...given, place, names: namesOn(place, services) })];
  });
}

function namesOn(place: StatusPagePolicy, services: PublicStatusPolicy['services']): readonly string[] {
  const shown = services.filter(({ service }) => place.services?.includes(service) ?? true);
  return [...new Set(shown.map(({ name }) => name))];
}

function bound(page: StatusPage, context: StatusPageContext): BoundStatusPage {
  return {
    place: context.place,
    publish: (post) => page.publish(context, post),
    check: () => page.check(context),
  };
}
