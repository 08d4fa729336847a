/** The five moments of an incident, in the order in which they usually come. */
export const momentNames = ['started', 'detected', 'acknowledged', 'mitigated', 'resolved'] as const;
export type MomentName = (typeof momentNames)[number];

/** What is measured between the moments. To acknowledge takes from the detection on, the others from the start. */
export const durationNames = ['detect', 'acknowledge', 'mitigate', 'resolve'] as const;
export type DurationName = (typeof durationNames)[number];
