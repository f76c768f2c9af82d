/** What was asked for and answered since the process began. */
export interface Traffic {
  /** Requests that were answered. */
  readonly requests: number;
  /** How long they took together. */
  readonly seconds: number;
  /** Those of them whose connection was gone before all of the answer was out. */
  readonly disconnects: number;
}
