/** A plan that the tests of the emitted module make, with mocked providers. */
export interface PlanCase {
  /** Name of the run, in snake_case. */
  readonly name: string;
  /** What it shows; stands above the run. */
  readonly reason: string;
  /** Props other than the defaults. */
  readonly inputs: Readonly<Record<string, unknown>>;
  /** How many instances counted resources must have, by address. */
  readonly instances: Readonly<Record<string, number>>;
  /** Outputs and the value that each must have; null for what is not there. */
  readonly outputs?: Readonly<Record<string, string | null>>;
}
