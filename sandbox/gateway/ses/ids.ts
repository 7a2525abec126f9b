import { randomUUID } from "node:crypto";

/** Message and feedback ids as SES writes them: milliseconds since 1970, a UUID, a part number. */
export function sesId(at: Date, uuid: string = randomUUID()): string {
  return `0100${at.getTime().toString(16).padStart(12, "0")}-${uuid}-000000`;
}

/** ARN of an SES resource, e.g. `identity/example.com`. */
export function sesArn({ region, account }: { region: string; account: string }, resource: string): string {
  return `arn:aws:ses:${region}:${account}:${resource}`;
}
