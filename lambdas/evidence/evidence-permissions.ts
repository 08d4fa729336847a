import type { ServicePolicy } from '../domain/policy/services-schema.ts';
import type { IamStatement } from '../ports/action.ts';

/** What list-changes may read: exactly what policy names. All of it has resources in IAM. */
export function changesPermissions(services: readonly ServicePolicy[]): readonly IamStatement[] {
  const functions = unique(
    services.flatMap(({ deployments }) =>
      deployments.flatMap(({ lambdaAlias }) =>
        lambdaAlias === undefined ? [] : [functionArn(lambdaAlias.functionName)],
      ),
    ),
  );
  const flags = services.flatMap((service) => service.flags.map(({ appConfig }) => appConfig));
  const deployments = services.flatMap((service) => service.deployments);
  const appConfigs = [...flags, ...deployments.flatMap(({ appConfig }) => appConfig ?? [])];
  const application = (id: string) => `arn:{partition}:appconfig:{region}:{account}:application/${id}`;
  const applicationsOf = (named: readonly { readonly application: string }[]) =>
    unique(named.map((each) => application(each.application)));
  const environments = unique(
    appConfigs.map((each) => `${application(each.application)}/environment/${each.environment}`),
  );
  const profiles = unique(
    flags.map((flag) => `${application(flag.application)}/configurationprofile/${flag.profile}`),
  );
  const statements: IamStatement[] = [
    { actions: ['lambda:GetAlias', 'lambda:ListVersionsByFunction'], resources: functions },
    {
      // Deployments and versions are numbered as they come.
      actions: ['appconfig:ListDeployments', 'appconfig:GetDeployment'],
      resources: [
        ...applicationsOf(appConfigs),
        ...environments,
        ...environments.map((arn) => `${arn}/deployment/*`),
      ],
    },
    {
      actions: ['appconfig:GetHostedConfigurationVersion'],
      resources: [
        ...applicationsOf(flags),
        ...profiles,
        ...profiles.map((arn) => `${arn}/hostedconfigurationversion/*`),
      ],
    },
    {
      actions: ['codedeploy:ListDeployments', 'codedeploy:BatchGetDeployments'],
      resources: unique(
        deployments.flatMap(({ codeDeploy }) =>
          codeDeploy === undefined
            ? []
            : [
                `arn:{partition}:codedeploy:{region}:{account}:deploymentgroup:${codeDeploy.application}/${codeDeploy.deploymentGroup}`,
              ],
        ),
      ),
    },
    {
      // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-deployment-permissions.html
      actions: [
        'ecs:ListServiceDeployments',
        'ecs:DescribeServiceDeployments',
        'ecs:DescribeServiceRevisions',
      ],
      resources: unique(
        deployments.flatMap(({ ecs }) => {
          if (ecs === undefined) return [];
          const of = (kind: string) =>
            `arn:{partition}:ecs:{region}:{account}:${kind}/${ecs.cluster}/${ecs.service}`;
          return [of('service'), `${of('service-deployment')}/*`, `${of('service-revision')}/*`];
        }),
      ),
    },
    {
      actions: ['cloudformation:DescribeStackEvents'],
      resources: unique(
        deployments.flatMap(({ cloudFormation }) =>
          cloudFormation === undefined
            ? []
            : [`arn:{partition}:cloudformation:{region}:{account}:stack/${cloudFormation.stack}/*`],
        ),
      ),
    },
  ];
  return statements.filter(({ resources }) => resources.length > 0);
}

/** What reads of metrics need beside CloudWatch: exactly the tokens that policy names. */
export function metricsPermissions(services: readonly ServicePolicy[]): readonly IamStatement[] {
  const resources = unique(
    services
      .flatMap(({ metrics }) => Object.values(metrics))
      .flatMap((metric) => metric?.prometheus?.tokenSecret ?? metric?.json?.tokenSecret ?? [])
      .map(secretArn),
  );
  return resources.length === 0 ? [] : [{ actions: ['secretsmanager:GetSecretValue'], resources }];
}

/** Secrets Manager ends each ARN with six characters of its own. https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_examples.html */
function secretArn(name: string): string {
  return name.startsWith('arn:')
    ? name
    : `arn:{partition}:secretsmanager:{region}:{account}:secret:${name}-??????`;
}

function functionArn(functionName: string): string {
  return functionName.startsWith('arn:')
    ? functionName
    : `arn:{partition}:lambda:{region}:{account}:function:${functionName}`;
}

function unique(values: readonly string[]): readonly string[] {
  return [...new Set(values)];
}
