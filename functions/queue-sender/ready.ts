import * as z from "zod/mini";
import { parsedJson } from "../shared/json";
import type { ReadyMessage } from "./cost";
import { READ_ON, Refusal } from "./failures";
import type { LaneMessage } from "./message";
import type { Contents } from "./ports";
import { problems } from "./schema-check";
import { contradiction, type InlineContent, inlineContent } from "./ses-schema";

/**
 * A message with the content that it names.
 *
 * @throws Refusal when the content is not there or not what it must be
 */
export async function readyMessage(message: LaneMessage, contents: Contents): Promise<ReadyMessage> {
  if (message.channel !== "ses") return message;
  const { ses } = message;
  const content = ses.content.kind === "s3" ? await contentOf(ses.content, contents) : ses.content;
  const problem = contradiction(ses, content);
  if (problem !== undefined) throw new Refusal("malformed", "INVALID_CONTENT", `${problem} ${READ_ON}`);
  return { ...message, ses: { ...ses, content } };
}

interface Reference {
  readonly bucket: string;
  readonly key: string;
  readonly entries?: readonly number[] | undefined;
}

async function contentOf({ bucket, key, entries }: Reference, contents: Contents): Promise<InlineContent> {
  const json = parsedJson(await contents.read(bucket, key));
  const result = z.safeParse(inlineContent, json);
  if (!result.success) {
    const text = `The object s3://${bucket}/${key} must hold content. ${problems(result.error.issues, json)} ${READ_ON}`;
    throw new Refusal("malformed", "INVALID_CONTENT", text);
  }
  const content = result.data;
  if (content.kind !== "bulk" || entries === undefined) return content;
  return { ...content, entries: entries.flatMap((index) => content.entries[index] ?? []) };
}
