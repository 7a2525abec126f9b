import * as z from "zod/mini";
import { InvalidInputError } from "../shared/errors";

const name = z.string().check(z.regex(/^[A-Za-z0-9_-]{1,64}$/));
const arn = z.string().check(z.regex(/^arn:\S+$/));

const destination = {
  ConfigurationSetName: name,
  EventDestinationName: name,
  MatchingEventTypes: z.array(z.string().check(z.regex(/^[A-Z_]+$/))).check(z.minLength(1)),
  DeliveryStreamArn: arn,
  IamRoleArn: arn,
};

/** A Firehose event destination as it shall be. */
export type Destination = z.infer<z.ZodMiniObject<typeof destination>>;

const request = z.object({
  ...destination,
  /** Added by Terraform, https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/lambda_invocation */
  tf: z.object({
    action: z.enum(["create", "update", "delete"]),
    // Empty when there was none; only its two names are of interest.
    prev_input: z.nullish(z.object({ ConfigurationSetName: z.optional(name), EventDestinationName: z.optional(name) })),
  }),
});

/** What Terraform asks for: the wanted destination, what to do, and what the input was before. */
export type Request = z.infer<typeof request>;

/** @throws InvalidInputError naming every member that is missing or wrong */
export function parseRequest(event: unknown): Request {
  const result = z.safeParse(request, event);
  if (result.success) return result.data;
  const problems = result.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
  throw new InvalidInputError(
    `The input is not that of aws_lambda_invocation with lifecycle_scope CRUD: ${problems.join("; ")}.`,
  );
}
