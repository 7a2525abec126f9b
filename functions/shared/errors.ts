/** What every error of a function may carry beside its message. */
export interface FailureOptions extends ErrorOptions {
  /** Log fields (INTERFACE 5.3 names) that belong to the failure; no personal data. */
  readonly fields?: Readonly<Record<string, unknown>>;
}

/** What the errors of functions share. */
export abstract class FunctionError extends Error {
  /** Upper-case code, the value of the log field `reason`. */
  abstract readonly code: string;
  readonly fields: Readonly<Record<string, unknown>>;

  constructor(message: string, options: FailureOptions = {}) {
    super(message, options);
    this.name = new.target.name;
    this.fields = options.fields ?? {};
  }
}

/** The function's environment is wrong; thrown while the module loads, so no event is touched. */
export class ConfigurationError extends FunctionError {
  readonly code = "CONFIGURATION";
}

/** An event or record does not have the documented shape; trying again cannot help, so it ends as a dead letter. */
export class InvalidInputError extends FunctionError {
  readonly code = "MALFORMED";
}

/** A service refused for good; the caller notes `code` and goes on without another try. */
export class PermanentError extends FunctionError {
  constructor(
    readonly code: string,
    message: string,
    options: FailureOptions = {},
  ) {
    super(message, options);
  }
}

/** The same call may succeed later (throttling, time-outs, missing permission): the record goes back to its queue. */
export class RetryableError extends FunctionError {
  readonly code = "RETRYABLE";
}

/** Whatever was thrown, as an error. */
export function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}
