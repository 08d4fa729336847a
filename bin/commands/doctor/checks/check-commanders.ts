import { nobodyCommands } from '../../../../lambdas/domain/policy/people/nobody-commands.ts';
import { type Check, ok, problem } from '../finding.ts';

/** Whether somebody can stop it by the API and the command line. */
export const commanders: Check = {
  name: 'commanders',
  needs: 'nothing: it reads the policy of this checkout',
  async find({ policy: { people } }) {
    if (nobodyCommands(people) !== null) {
      return [
        problem(
          'nobody in people.yaml has an `iam`: every command on AWS is answered 403, also `firebreak stop`',
          'Give people their ARN, as `aws sts get-caller-identity` shows it, and deploy again.',
        ),
      ];
    }
    const able = people.people.filter(({ iam = [] }) => iam.length > 0);
    return [ok(`${able.map(({ id }) => id).join(', ')} can command`)];
  },
};
