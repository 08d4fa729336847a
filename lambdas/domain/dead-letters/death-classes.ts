export const deathClasses = ['auth', 'rate-limit', 'dependency', 'schema', 'poison', 'unknown'] as const;
export type DeathClass = (typeof deathClasses)[number];
