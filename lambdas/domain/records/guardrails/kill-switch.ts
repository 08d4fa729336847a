/** A person's stop of every action, or of those on one service. Policy has one of its own, for everything. */
export interface KillSwitch {
  /** Id of a service; null: everything. */
  readonly service: string | null;
  /** False once a person has released it. */
  readonly isOn: boolean;
  readonly at: string;
  /** Who set it so, such as `person:ana`. */
  readonly by: string;
  readonly reason: string;
}

/** Whether it stops the actions of a service; of one that is not known, every switch does. */
export function stops({ isOn, service }: KillSwitch, serviceId: string | null): boolean {
  return isOn && (service === null || serviceId === null || service === serviceId);
}
