import type { Pacer } from '../../ports/pacer.ts';

/** Never waits: memory takes as many writes as it gets. */
export const unpaced: Pacer = { pause: async () => {} };
