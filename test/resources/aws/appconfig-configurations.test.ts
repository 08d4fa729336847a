import { describe, expect, it } from '@jest/globals';
import { latestConfigurationNumber } from '../../../lambdas/resources/aws/appconfig-configurations.ts';
import { createInProcessAws } from '../../../local/world/in-process-aws.ts';

/** An account that gives these pages of version numbers, one for each call; `paths` tells what was asked. */
function profileWith(pages: readonly (readonly number[])[]) {
  const paths: string[] = [];
  const aws = createInProcessAws(({ path, query }) => {
    const page = paths.push(`${path}?${query.toString()}`) - 1;
    const Items = pages[page]?.map((VersionNumber) => ({ VersionNumber }));
    const more = page + 1 < pages.length ? { NextToken: `page/${page + 1}` } : {};
    return { body: JSON.stringify({ Items, ...more }) };
  });
  return { aws, paths };
}

const name = { application: 'shop1', profile: 'flags' };

describe('the newest version of a hosted configuration', () => {
  it.each([
    [[[3, 2, 1]], 3],
    [[[1, 2], [3]], 3],
    [[[7], [6, 5]], 7],
    [[[]], 0],
  ])('among the pages %j is %d, in whatever order they come', async (pages, expected) => {
    const { aws, paths } = profileWith(pages);
    expect(await latestConfigurationNumber(aws, name)).toBe(expected);
    expect(paths).toHaveLength(pages.length);
  });

  it('asks for each page with the token of the one before', async () => {
    const { aws, paths } = profileWith([[2], [1]]);
    await latestConfigurationNumber(aws, name);
    expect(paths[1]).toMatch(/\?max_results=50&next_token=page%2F1$/);
  });
});
