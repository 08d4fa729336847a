/** A topic's question whether we want what it sends, with the token that answers it. */
export interface SubscriptionRequest {
  /** ARN. */
  readonly topic: string;
  readonly token: string;
}

export interface Subscriptions {
  /** Says what became of it. Confirming twice is harmless. Rejects when the topic's service is not reached. */
  confirm(request: SubscriptionRequest): Promise<string>;
}
