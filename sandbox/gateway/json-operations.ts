import * as z from "zod/mini";
import { AwsError, type Call, jsonReply, type Reply } from "./service";

/** One operation of an AWS JSON protocol: the call in, the members of its JSON answer out. */
export type Operation = (call: Call) => Promise<object>;

/** A member of an input that does not fit its schema. */
interface Misfit {
  readonly path: string;
  readonly message: string;
}

/**
 * What makes a service's operations, each of a schema that reads its input and of its answer.
 * @param refuse the service's own error for input that does not fit: for its text, and the members it speaks of
 */
export function operationsThat(
  refuse: (text: string, misfits: readonly Misfit[]) => AwsError,
): <Input>(schema: z.ZodMiniType<Input>, answer: (call: Call, input: Input) => Promise<object>) => Operation {
  return (schema, answer) => async (call) => {
    const result = z.safeParse(schema, parsed(call.body.toString()));
    if (result.success) return answer(call, result.data);
    const misfits = result.error.issues.map(({ path, message }) => ({ path: path.join("."), message }));
    const texts = misfits.map(({ path, message }) => `${path}: ${message}`);
    throw refuse(`${misfits.length} validation error(s) detected: ${texts.join("; ")}.`, misfits);
  };
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body || "{}");
  } catch {
    throw new AwsError(400, "SerializationException", "The request body is not JSON.");
  }
}

/**
 * Answers a call by the operation that its target names; undefined when there is none.
 * @param prefix what targets of the service begin with, e.g. `AmazonAthena.`
 */
export async function answerTarget(
  call: Call,
  prefix: string,
  operations: ReadonlyMap<string, Operation>,
): Promise<Reply | undefined> {
  const target = String(call.headers["x-amz-target"] ?? "");
  const operation = target.startsWith(prefix) ? operations.get(target.slice(prefix.length)) : undefined;
  return operation && jsonReply(await operation(call));
}
