import { type CloudFrontClient, CreateInvalidationCommand } from "@aws-sdk/client-cloudfront";
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  HeadObjectCommand,
  ListObjectVersionsCommand,
  type S3Client,
} from "@aws-sdk/client-s3";
import { PublishCommand, type SNSClient } from "@aws-sdk/client-sns";
import { encodedKey } from "../shared/publishing/invalidation";
import type { Content, Edge, Notice, Notices, ObjectHead } from "./ports";

/** The content bucket in S3. */
export class S3Content implements Content {
  constructor(
    private readonly client: S3Client,
    private readonly bucket: string,
  ) {}

  async head(key: string): Promise<ObjectHead | undefined> {
    try {
      const head = await this.client.send(new HeadObjectCommand({ Bucket: this.bucket, Key: key }));
      const { CacheControl, ContentDisposition, ContentEncoding, ContentLanguage } = head;
      return {
        etag: head.ETag ?? "",
        versionId: head.VersionId ?? "null",
        sizeBytes: head.ContentLength ?? 0,
        contentType: head.ContentType,
        metadata: head.Metadata ?? {},
        headers: { CacheControl, ContentDisposition, ContentEncoding, ContentLanguage },
      };
    } catch (error) {
      if (isNamed(error, "NotFound", "NoSuchKey")) return undefined;
      throw error;
    }
  }

  async isReplacement(key: string): Promise<boolean> {
    const { Versions = [] } = await this.client.send(
      new ListObjectVersionsCommand({ Bucket: this.bucket, Prefix: key }),
    );
    return Versions.some(({ Key, IsLatest }) => Key === key && !IsLatest);
  }

  async remove(key: string): Promise<void> {
    await this.client.send(new DeleteObjectCommand({ Bucket: this.bucket, Key: key }));
  }

  async retype(key: string, { etag, metadata, headers }: ObjectHead, contentType: string): Promise<void> {
    const copy = new CopyObjectCommand({
      Bucket: this.bucket,
      Key: key,
      CopySource: `${this.bucket}/${encodedKey(key)}`,
      // Whoever replaces the object meanwhile must not find the old one back.
      CopySourceIfMatch: etag,
      MetadataDirective: "REPLACE",
      ContentType: contentType,
      ...headers,
      Metadata: { ...metadata, "cms-guard": "1" },
    });
    try {
      await this.client.send(copy);
    } catch (error) {
      // Its own announcement follows, or nothing is left to repair.
      if (!isNamed(error, "PreconditionFailed", "NoSuchKey")) throw error;
    }
  }
}

/** The caches of a distribution of CloudFront. */
export class CloudFrontEdge implements Edge {
  constructor(
    private readonly client: CloudFrontClient,
    private readonly distributionId: string,
  ) {}

  async invalidate(paths: readonly string[], CallerReference: string): Promise<void> {
    const Paths = { Quantity: paths.length, Items: [...paths] };
    const InvalidationBatch = { Paths, CallerReference };
    await this.client.send(new CreateInvalidationCommand({ DistributionId: this.distributionId, InvalidationBatch }));
  }
}

/** A topic, in the envelope that all modules use. */
export class SnsNotices implements Notices {
  constructor(
    private readonly client: SNSClient,
    private readonly topicArn: string,
    private readonly bucket: string,
    private readonly now: () => Date = () => new Date(),
  ) {}

  async publish({ event, key, versionId, sizeBytes, code, message }: Notice): Promise<void> {
    const outcome = event.slice("object.".length);
    const envelope = {
      schema_version: "1.0",
      source: "due.simple-cms",
      event,
      status: "failure",
      outcome,
      time: this.now().toISOString(),
      project_id: null,
      execution: null,
      data: { bucket: this.bucket, key, version_id: versionId, size_bytes: sizeBytes },
      error: { code, message, state: null },
    };
    await this.client.send(
      new PublishCommand({
        TopicArn: this.topicArn,
        Subject: `Publish guard: ${outcome.replaceAll("_", " ")}`,
        Message: JSON.stringify(envelope),
        MessageAttributes: {
          notification_type: { DataType: "String", StringValue: "failure" },
          outcome: { DataType: "String", StringValue: outcome },
        },
      }),
    );
  }
}

function isNamed(error: unknown, ...names: readonly string[]): boolean {
  return error instanceof Error && names.includes(error.name);
}
