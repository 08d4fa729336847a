import type { IamStatement } from '../../ports/plug-ins/action.ts';
import { allow } from '../../resources/allow.ts';
import { type AppConfigNames, appConfigArns } from '../../resources/appconfig-names.ts';
import { allAtOnceStrategy } from '../../resources/aws/appconfig-deployments.ts';

const strategyArn = `arn:{partition}:appconfig:{region}:{account}:deploymentstrategy/${allAtOnceStrategy}`;

/** What deploying versions of these profiles, and stopping that, needs. Deployments are numbered as they come. */
export function deploymentPermissions(names: readonly AppConfigNames[]): readonly IamStatement[] {
  const arns = names.map(appConfigArns);
  const applications = arns.map(({ application }) => application);
  const environments = arns.map(({ environment }) => environment);
  const deployments = environments.map((arn) => `${arn}/deployment/*`);
  return [
    ...allow(
      ['appconfig:ListDeployments', 'appconfig:GetDeployment', 'appconfig:StopDeployment'],
      [...applications, ...environments, ...deployments],
    ),
    ...allow(
      ['appconfig:StartDeployment'],
      names.length === 0
        ? []
        : [
            ...applications,
            ...environments,
            ...deployments,
            ...arns.map(({ profile }) => profile),
            strategyArn,
          ],
    ),
  ];
}
