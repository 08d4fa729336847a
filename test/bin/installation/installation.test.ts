import { describe, expect, it } from '@jest/globals';
import { findInstallation } from '../../../bin/installation/installation.ts';
import { alertsQueueOf, ledgerBucketOf, readStack } from '../../../bin/installation/read-stack.ts';
import { createInProcessAws } from '../../../local/world/in-process-aws.ts';

const credentials = { AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b', AWS_REGION: 'eu-west-1' };
const member = (logical: string, physical: string) =>
  `<member><LogicalResourceId>${logical}</LogicalResourceId><PhysicalResourceId>${physical}</PhysicalResourceId></member>`;

describe('the installation that a command is about', () => {
  it('is named by its stage, by the stage in its address, or is the one of this computer', () => {
    const url = 'https://abc.execute-api.eu-central-1.amazonaws.com/prod';
    expect(findInstallation({ stage: 'test' }, credentials).name).toBe('stage test');
    expect(findInstallation({ url }, { ...credentials, AWS_REGION: undefined }).name).toBe('stage prod');
    expect(findInstallation({}, { ...credentials, FIREBREAK_STAGE: 'prod' }).name).toBe('stage prod');
    expect(findInstallation({ url: 'http://127.0.0.1:8420' }, {}).name).toBe('this computer');
    expect(findInstallation({}, {}).name).toBe('this computer');
  });

  it('may be a bucket alone, of which nothing else can be asked', async () => {
    const installation = findInstallation({ bucket: 'records' }, credentials);
    expect(await installation.ledger()).toBe('records');
    await expect(installation.queue()).rejects.toThrow('Which stage is it?');
  });

  it.each([
    [{ stage: 'prod' }, {}, 'no AWS credentials'],
    [{ stage: 'prod' }, { ...credentials, AWS_REGION: '' }, 'Which Region'],
    [{ url: 'https://alerts.example.com' }, credentials, 'Which installation answers'],
    [{ url: 'nonsense' }, credentials, 'Not an address'],
  ])('is asked for when %j does not tell', (options, env, words) => {
    expect(() => findInstallation(options, env)).toThrow(words);
  });

  it('never takes a stage that could be part of a name', () => {
    expect(() => findInstallation({ stage: '../x' }, credentials)).toThrow('Not a stage');
  });
});

describe('a deployed stack', () => {
  const answering = (status: number, body: string) => createInProcessAws(() => ({ status, body }));
  const resources = (members: string) =>
    `<R><DescribeStackResourcesResult><StackResources>${members}</StackResources></DescribeStackResourcesResult></R>`;
  const failing = (status: number, code: string) =>
    answering(status, `<ErrorResponse><Error><Code>${code}</Code></Error></ErrorResponse>`);

  it('tells what ledger and queue are really called', async () => {
    const body = [
      member('LedgerBucketPolicy1F49E731', 'policy'),
      member('LedgerBucketE8D6A000', 'state-ledger-x1'),
      member('AlertsDeadLetters8B32A74D', 'https://sqs.example/dead'),
      member('AlertsQueue8B32A74D', 'https://sqs.example/alerts'),
    ].join('');
    const stack = await readStack(answering(200, resources(body)), 'firebreak-prod-state');
    expect(ledgerBucketOf(stack)).toBe('state-ledger-x1');
    expect(alertsQueueOf(stack)).toBe('https://sqs.example/alerts');
  });

  it('tells its address', async () => {
    const outputs =
      '<member><OutputKey>AlarmTopic</OutputKey><OutputValue>https://wrong.example</OutputValue></member>' +
      '<member><OutputKey>Url</OutputKey><OutputValue>https://api.example/prod/</OutputValue></member>';
    const stacks = createInProcessAws(({ body }) => ({
      body: Buffer.from(body).includes('DescribeStacks&')
        ? `<R><DescribeStacksResult><Stacks><member><Outputs>${outputs}</Outputs></member></Stacks></DescribeStacksResult></R>`
        : resources(''),
    }));
    expect(await (await readStack(stacks, 'x')).url()).toBe('https://api.example/prod');
  });

  it('that is not there, or may not be asked, is said in words', async () => {
    await expect(readStack(failing(400, 'ValidationError'), 'x')).rejects.toThrow('no stack x');
    await expect(readStack(failing(403, 'AccessDenied'), 'x')).rejects.toThrow('AccessDenied');
    const empty = await readStack(answering(200, resources('')), 'x');
    expect(() => ledgerBucketOf(empty)).toThrow('has no resource');
  });
});
