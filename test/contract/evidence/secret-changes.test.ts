import { afterEach, describe, expect, it } from '@jest/globals';
import { ConfigurationError, DependencyUnavailableError } from '../../../lambdas/domain/errors.ts';
import {
  createSecretChangesReader,
  secretChangesIam,
} from '../../../lambdas/evidence/changes/secret-changes-reader.ts';
import { secret } from '../../../lambdas/resources/secret.ts';
import { secretsManager } from '../../../local/world/services/secrets-manager/secrets-manager.ts';
import {
  addVersion,
  findSecret,
  moveLabel,
  rotate,
  type Secret,
  versionId,
} from '../../../local/world/services/secrets-manager/secrets-manager-state.ts';
import { aScenario } from '../../support/builders/account-scenario.ts';
import { aService } from '../../support/builders/builders.ts';
import { aResource } from '../../support/builders/resources.ts';
import { faultResponse } from '../../support/faults/account-faults.ts';
import { startTestAccount, type TestAccount } from '../../support/servers/test-account.ts';

const startedAt = new Date('2026-11-23T02:02:00.000Z');
const now = new Date('2026-11-23T02:05:00.000Z');
const name = 'shop/bank-api';
const resource = aResource(secret, { secret: name });
const service = aService({ resources: [resource] });
const [first, second] = [versionId(name, 0), versionId(name, 1)];
const at = (time: string): number => Date.parse(`2026-11-23T${time}Z`);

let shop: TestAccount | undefined;
afterEach(async () => {
  await shop?.stop();
  shop = undefined;
});

async function start(change: (bankApi: Secret) => void, secrets = [{ name, minutesAgo: 90_000 }]) {
  shop = await startTestAccount({
    scenario: aScenario({ secrets }),
    nowMs: now.getTime(),
    seed(account) {
      const found = findSecret(account.stateOf(secretsManager), name);
      if (found !== undefined) change(found);
    },
  });
  return shop;
}
const read = ({ aws }: TestAccount) => createSecretChangesReader(aws).read({ service, startedAt, now });

describe('changes of secrets', () => {
  it('are rotations, with the versions before and after', async () => {
    expect(await read(await start((bankApi) => void rotate(bankApi, at('02:00:30'))))).toEqual([
      {
        id: `secret:shop/bank-api@${second}`,
        kind: 'secret-rotation',
        service: 'checkout',
        resource,
        summary: `Secret shop/bank-api rotated (version ${second.slice(0, 8)} instead of ${first.slice(0, 8)})`,
        at: '2026-11-23T02:00:30.000Z',
        actor: null,
        size: null,
        trackRecord: null,
        before: first,
        after: second,
        link: 'https://eu-west-1.console.aws.amazon.com/secretsmanager/secret?name=shop%2Fbank-api&region=eu-west-1',
      },
    ]);
  });

  it('are values that somebody set, from when the version was made', async () => {
    const byHand = (bankApi: Secret) => {
      rotate(bankApi, at('00:00:00'));
      moveLabel(bankApi, 'AWSCURRENT', addVersion(bankApi, at('02:01:00')).id, at('02:01:00'));
    };
    expect(await read(await start(byHand))).toMatchObject([
      { at: '2026-11-23T02:01:00.000Z', before: second },
    ]);
  });

  it('are versions that were put back, from when that was done', async () => {
    const putBack = (bankApi: Secret) => {
      rotate(bankApi, at('02:00:00'));
      moveLabel(bankApi, 'AWSCURRENT', first, at('02:03:00'));
    };
    expect(await read(await start(putBack))).toMatchObject([
      { at: '2026-11-23T02:03:00.000Z', before: second, after: first },
    ]);
  });

  it('are none where nothing but the first version was ever current, or long ago', async () => {
    expect(await read(await start(() => {}))).toEqual([]);
    await shop?.stop();
    expect(await read(await start((one) => void rotate(one, at('02:00:00') - 49 * 3_600_000)))).toEqual([]);
  });

  it('cannot be told without access, of a secret that is not there, or while Secrets Manager fails', async () => {
    const denied = await start(() => {});
    const fault = faultResponse(400, 'AccessDeniedException', 'application/x-amz-json-1.1');
    denied.inject({ operation: 'secretsmanager:DescribeSecret', fault });
    await expect(read(denied)).rejects.toBeInstanceOf(ConfigurationError);
    denied.inject({ operation: 'secretsmanager:ListSecretVersionIds', fault: 'failing', times: 9 });
    await expect(read(denied)).rejects.toBeInstanceOf(DependencyUnavailableError);
    await denied.stop();
    await expect(read(await start(() => {}, []))).rejects.toBeInstanceOf(ConfigurationError);
  });

  it('are read by what its role permits, and never their values', async () => {
    const account = await start((bankApi) => void rotate(bankApi, at('02:00:30')));
    account.account.mostPerPage = 1;
    await read(account);
    const [statement] = secretChangesIam([service]);
    expect(statement?.resources).toEqual([
      'arn:{partition}:secretsmanager:{region}:{account}:secret:shop/bank-api-??????',
    ]);
    expect([...new Set(account.calls.map(({ operation }) => operation))]).toEqual(statement?.actions);
  });
});
