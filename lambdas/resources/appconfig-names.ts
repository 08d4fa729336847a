import type { Change } from '../domain/records/evidence.ts';
import type { CommandPlace } from '../domain/response/planning/manual-commands.ts';
import { awsCommand } from './aws-command.ts';
import { consolePage } from './console-page.ts';
import { namedField } from './named-field.ts';

// https://docs.aws.amazon.com/appconfig/2019-10-09/APIReference/API_StartDeployment.html
const idField = namedField(
  /^[a-z0-9]{4,7}$/,
  'must be the id that AppConfig gave it (4 to 7 letters and digits), not its name',
);

/** What flags and other configurations are named by. */
export const appConfigFields = { application: idField, environment: idField, profile: idField };

export type AppConfigNames = {
  readonly application: string;
  readonly environment: string;
  readonly profile: string;
};

/** Versions are below a profile (`/hostedconfigurationversion/N`), deployments below an environment (`/deployment/N`). */
export function appConfigArns({ application, environment, profile }: AppConfigNames) {
  const arn = `arn:{partition}:appconfig:{region}:{account}:application/${application}`;
  return {
    application: arn,
    environment: `${arn}/environment/${environment}`,
    profile: `${arn}/configurationprofile/${profile}`,
  };
}

export function appConfigPage({ application, environment }: AppConfigNames, region: string): string {
  return consolePage(
    region,
    `/systems-manager/appconfig/applications/${encodeURIComponent(application)}/environments/${encodeURIComponent(environment)}`,
  );
}

/** Deploys the version that was there before, at once. https://docs.aws.amazon.com/cli/latest/reference/appconfig/start-deployment.html */
export function appConfigCommandBack(
  { application, environment, profile }: AppConfigNames,
  { deployedBefore }: Pick<Change, 'deployedBefore'>,
  place: CommandPlace,
): string | null {
  if (deployedBefore === undefined) return null;
  return awsCommand(
    ['appconfig', 'start-deployment'],
    {
      'application-id': application,
      'environment-id': environment,
      'configuration-profile-id': profile,
      'configuration-version': deployedBefore,
      'deployment-strategy-id': 'AppConfig.AllAtOnce',
    },
    place,
  );
}
