import { GetObjectCommand, NoSuchKey, PutObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import type { ObjectReference } from "./object-created";

/** Objects in buckets. */
export interface Objects {
  /** The bytes of an object as they come; undefined when it is gone. */
  read(object: ObjectReference): Promise<AsyncIterable<Uint8Array> | undefined>;
  /** Makes or replaces an object. */
  write(object: ObjectReference, text: string, contentType: string): Promise<void>;
}

/** Objects in S3. An object that is gone is told from one that is forbidden only to who may list the bucket. */
export class S3Objects implements Objects {
  constructor(private readonly client: S3Client) {}

  async read({ bucket, key }: ObjectReference): Promise<AsyncIterable<Uint8Array> | undefined> {
    try {
      const { Body } = await this.client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
      return Body as AsyncIterable<Uint8Array> | undefined;
    } catch (error) {
      if (error instanceof NoSuchKey) return undefined;
      throw error;
    }
  }

  async write({ bucket, key }: ObjectReference, text: string, contentType: string): Promise<void> {
    await this.client.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: text, ContentType: contentType }));
  }
}
