import * as z from 'zod/mini';
import type { ResourceKind } from '../ports/plug-ins/resource-kind.ts';
import { awsCommand } from './aws-command.ts';
import { consolePage } from './console-page.ts';
import { namedField } from './named-field.ts';

// https://docs.aws.amazon.com/codedeploy/latest/userguide/limits.html
const nameField = namedField(
  /^[A-Za-z0-9._+=,@-]{1,100}$/,
  'must be a name as CodeDeploy has it: letters, digits and . _ + = , @ -',
);
const schema = z.strictObject({ application: nameField, deploymentGroup: nameField });
export type CodeDeployDeploymentGroupId = z.infer<typeof schema>;

/** Where CodeDeploy deploys to; not of a Lambda alias that is a resource already. */
export const codeDeployDeploymentGroup: ResourceKind<
  CodeDeployDeploymentGroupId,
  'deploymentGroup' | 'application'
> = {
  kind: 'codedeploy-deployment-group',
  title: 'CodeDeploy deployment group',
  schema,
  name: ({ deploymentGroup }) => deploymentGroup,
  key: ({ application, deploymentGroup }) => `codedeploy-deployment-group:${application}:${deploymentGroup}`,
  arns: ({ application, deploymentGroup }) => ({
    application: `arn:{partition}:codedeploy:{region}:{account}:application:${application}`,
    deploymentGroup: `arn:{partition}:codedeploy:{region}:{account}:deploymentgroup:${application}/${deploymentGroup}`,
  }),
  consoleUrl: ({ application, deploymentGroup }, region) =>
    consolePage(
      region,
      `/codesuite/codedeploy/applications/${encodeURIComponent(application)}/deployment-groups/${encodeURIComponent(deploymentGroup)}`,
    ),
  // Only of one that is in progress: how its bundle is packed is not known. https://docs.aws.amazon.com/cli/latest/reference/deploy/stop-deployment.html
  commandBack: (_id, { deployment }, place) =>
    deployment?.inProgress === true
      ? awsCommand(
          ['deploy', 'stop-deployment', '--auto-rollback-enabled'],
          { 'deployment-id': deployment.id },
          place,
        )
      : null,
  describe: ({ application, deploymentGroup }) => `CodeDeploy group ${application}/${deploymentGroup}`,
};
