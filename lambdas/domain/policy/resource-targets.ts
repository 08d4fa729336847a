import type { ServicePolicy } from './services-schema.ts';

type PlainJson = Readonly<Record<string, unknown>>;

/** The resources of one kind that services.yaml names, as its entries. */
export function resourceTargets(services: readonly ServicePolicy[], kind: string): readonly PlainJson[] {
  switch (kind) {
    case 'lambda-alias':
      return services.flatMap(({ deployments }) =>
        deployments.flatMap(({ lambdaAlias }) => lambdaAlias ?? []),
      );
    case 'appconfig-flag':
      return services.flatMap(({ flags }) => flags.map(({ appConfig }) => appConfig));
    default:
      return [];
  }
}
