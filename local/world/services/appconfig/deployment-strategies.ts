/** How a deployment grows and how long AppConfig watches it afterwards. */
export interface DeploymentStrategy {
  readonly durationMinutes: number;
  readonly growthType: 'LINEAR' | 'EXPONENTIAL';
  readonly growthFactor: number;
  readonly bakeMinutes: number;
}

/** Those that every account has. https://docs.aws.amazon.com/appconfig/latest/userguide/appconfig-creating-deployment-strategy-predefined.html */
export const deploymentStrategies: Readonly<Record<string, DeploymentStrategy>> = {
  'AppConfig.AllAtOnce': { durationMinutes: 0, growthType: 'LINEAR', growthFactor: 100, bakeMinutes: 10 },
  'AppConfig.Linear50PercentEvery30Seconds': {
    durationMinutes: 1,
    growthType: 'LINEAR',
    growthFactor: 50,
    bakeMinutes: 1,
  },
  'AppConfig.Canary10Percent20Minutes': {
    durationMinutes: 20,
    growthType: 'EXPONENTIAL',
    growthFactor: 10,
    bakeMinutes: 10,
  },
  'AppConfig.Linear20PercentEvery6Minutes': {
    durationMinutes: 30,
    growthType: 'LINEAR',
    growthFactor: 20,
    bakeMinutes: 30,
  },
};

export const allAtOnce = 'AppConfig.AllAtOnce';

/** Shares of the targets that have the new configuration, and from when on, minutes after the start. The last is 1. */
export function growthSteps(
  strategy: DeploymentStrategy,
): readonly { readonly afterMinutes: number; readonly share: number }[] {
  const { durationMinutes, growthType, growthFactor } = strategy;
  const shares: number[] = [];
  for (
    let share = growthFactor;
    share < 100;
    share = growthType === 'LINEAR' ? share + growthFactor : share * 2
  ) {
    shares.push(share / 100);
  }
  const everyMinutes = durationMinutes / (shares.length + 1);
  if (durationMinutes === 0) return [{ afterMinutes: 0, share: 1 }];
  return [...shares, 1].map((share, index) => ({ afterMinutes: index * everyMinutes, share }));
}
