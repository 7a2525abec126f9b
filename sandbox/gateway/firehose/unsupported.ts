import { AwsError } from "../service";

/** A setting that Firehose knows and the sandbox does not. */
export function unsupported(stream: string, given: string, allowed: string): AwsError {
  const text = `Stream ${stream} has ${given}; the sandbox's Firehose delivers ${allowed}. See sandbox/README.md.`;
  return new AwsError(400, "NotImplementedInSandbox", text);
}
