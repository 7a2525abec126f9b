import { GetObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { clientSettings } from "../shared/aws";
import { asError } from "../shared/errors";
import { READ_ON, Refusal } from "./failures";
import type { Contents } from "./ports";

/** Most bytes of an object, what SES takes of a mail: https://docs.aws.amazon.com/ses/latest/dg/quotas.html */
const MAX_BYTES = 40_000_000;

/** Without the right to list the bucket, S3 says of a missing object that access is denied. */
const NOT_THERE = new Set(["NoSuchKey", "NoSuchBucket", "AccessDenied", "PermanentRedirect"]);

/** Contents in S3. */
export class S3Contents implements Contents {
  constructor(private readonly client = new S3Client(clientSettings)) {}

  async read(bucket: string, key: string): Promise<string> {
    const { ContentLength = 0, Body } = await this.#get(bucket, key);
    if (ContentLength <= MAX_BYTES) return (await Body?.transformToString()) ?? "";
    const text = `The object s3://${bucket}/${key} must have at most ${MAX_BYTES} bytes; got ${ContentLength}. ${READ_ON}`;
    throw new Refusal("too_large", "CONTENT_TOO_LARGE", text);
  }

  async #get(bucket: string, key: string) {
    try {
      return await this.client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    } catch (error) {
      const { name } = asError(error);
      if (!NOT_THERE.has(name)) throw error;
      const text = `The object s3://${bucket}/${key} must be there, and the sender may read it; got ${name}. ${READ_ON}`;
      throw new Refusal("rejected", name, text);
    }
  }
}
