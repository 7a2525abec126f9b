import * as z from "zod/mini";
import { AwsError, type Call } from "../service";

/** One operation: the call in, the members of its JSON answer out. */
export type Operation = (call: Call) => Promise<object>;

/** An operation whose input a schema reads; input that does not fit is an `InvalidRequestException`. */
export function operation<Input>(
  schema: z.ZodMiniType<Input>,
  answer: (call: Call, input: Input) => Promise<object>,
): Operation {
  return (call) => answer(call, read(schema, call));
}

function read<Input>(schema: z.ZodMiniType<Input>, call: Call): Input {
  const result = z.safeParse(schema, parsed(call.body.toString()));
  if (result.success) return result.data;
  const issues = result.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
  throw invalidRequest(`${issues.length} validation error(s) detected: ${issues.join("; ")}.`);
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body || "{}");
  } catch {
    throw new AwsError(400, "SerializationException", "The request body is not JSON.");
  }
}

/** Athena's 400, https://docs.aws.amazon.com/athena/latest/APIReference/CommonErrors.html */
export function invalidRequest(message: string): AwsError {
  return new AwsError(400, "InvalidRequestException", message, { AthenaErrorCode: "INVALID_INPUT" });
}

/** ARN of a workgroup. */
export function workgroupArn({ region, account }: Pick<Call, "region" | "account">, name: string): string {
  return `arn:aws:athena:${region}:${account}:workgroup/${name}`;
}
