import { default as middy } from '@middy/core';

/** What every handler's start is compared with: the smallest thing that could be deployed. */
export const handler = middy(async () => {});
