/** How an incident stands for the public; the words of every status page. */
export const publicStates = ['investigating', 'identified', 'monitoring', 'resolved'] as const;
export type PublicState = (typeof publicStates)[number];

/** How bad it is for the public; worst first. */
export const publicImpacts = ['critical', 'major', 'minor'] as const;
export type PublicImpact = (typeof publicImpacts)[number];

/** What the public may read: nothing in it is internal. */
export interface PublicText {
  readonly state: PublicState;
  readonly impact: PublicImpact;
  readonly title: string;
  readonly text: string;
}

/** What a person has released. It is never changed: what has been read cannot be taken back. */
export interface PublicRelease extends PublicText {
  /** 1 is the first of its incident. */
  readonly number: number;
  readonly at: string;
  /** `person:<id>` */
  readonly by: string;
  /** The draft that it was made of; null: the person's own words. */
  readonly draft: string | null;
}

/** How far a status page is with the releases of an incident. */
export interface PublicPosting {
  /** Id of the page in people.yaml. */
  readonly page: string;
  /** Number of the newest release that it has; 0: none. */
  readonly published: number;
  /** What the page calls the incident, and where it is read; null: not known so far. */
  readonly ref: string | null;
  readonly url: string | null;
  /** Of the release after that. */
  readonly tries: number;
  readonly outcome: 'published' | 'trying' | 'later' | 'unknown' | 'refused' | 'given-up';
  /** Why the newest release is not there. */
  readonly reason: string | null;
  /** Not before. */
  readonly nextAt: string;
}

/** What was said to the public about an incident, and which page has it. */
export interface PublicStatus {
  readonly incidentId: string;
  readonly service: string;
  readonly environment: string;
  /** What pages call the service. */
  readonly name: string;
  readonly startedAt: string;
  /** Oldest first; never empty. */
  readonly releases: readonly [PublicRelease, ...PublicRelease[]];
  readonly postings: readonly PublicPosting[];
  /** Whether a page may still lack the newest release. */
  readonly isInWork: boolean;
  /** Grows by one with every write; the condition of the next. */
  readonly version: number;
}

export function newestRelease({ releases }: Pick<PublicStatus, 'releases'>): PublicRelease {
  return releases.at(-1) ?? releases[0];
}
