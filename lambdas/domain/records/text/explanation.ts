export const explanationKinds = [
  'dependency-outage',
  'saturation',
  'poison-messages',
  'expired-credential',
  'provider-outage',
  'recovered',
  'noise',
] as const;
export type ExplanationKind = (typeof explanationKinds)[number];

/** What a degradation may come from when it does not come from a change. */
export interface Explanation {
  readonly kind: ExplanationKind;
  /** One sentence, continued by what speaks for it: `Looks like saturation, not a change: traffic is 3 times the usual`. */
  readonly text: string;
}
