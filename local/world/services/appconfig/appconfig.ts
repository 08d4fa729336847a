import type { AwsService } from '../../protocol/aws-service.ts';
import { appConfigProtocol } from './appconfig-routes.ts';
import { type AppConfigState, seedAppConfig } from './appconfig-state.ts';
import { appConfigStory, flagShareAt } from './appconfig-story.ts';

/** Hosted feature flags and their deployments. A bad value fails requests as long as it is in effect. */
export const appConfig: AwsService<AppConfigState> = {
  signingName: 'appconfig',
  endpointSuffix: 'APPCONFIG',
  seed: seedAppConfig,
  protocol: appConfigProtocol,
  story: appConfigStory,
  flagShareAt,
};
