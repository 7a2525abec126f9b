import type { SQSRecord } from "aws-lambda";
import { recordFields } from "../shared/batch";
import { InvalidInputError } from "../shared/errors";
import { createdObjects } from "../shared/object-created";
import type { Observers } from "../shared/observers";
import { contentTypeOf } from "../shared/publishing/content-type";
import { callerReference, invalidationPaths, type Replaced } from "../shared/publishing/invalidation";
import { type Refusal, refusal } from "../shared/publishing/refusal";
import type { Content, Edge, Notices, ObjectHead } from "./ports";

/** CopyObject takes no more: https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html */
const MAX_COPY_BYTES = 5 * 1024 ** 3;

/** Types that say nothing; S3 gives the second to what is uploaded without one. */
const EMPTY_TYPES: readonly (string | undefined)[] = [undefined, "", "application/octet-stream", "binary/octet-stream"];

/** What the guard works with. */
export interface GuardDependencies {
  readonly content: Content;
  readonly edge: Edge;
  readonly notices: Notices;
  readonly bucket: string;
  /** In lower case, without dot. */
  readonly blockedExtensions: readonly string[];
  readonly observers: Observers;
}

/** Looks at uploads, one record after the other, and makes one invalidation of all that was replaced. */
export class PublishGuard {
  private readonly replaced = new Map<string, Replaced[]>();

  constructor(private readonly dependencies: GuardDependencies) {}

  /** @throws InvalidInputError when the record announces no object of the bucket */
  async check(record: SQSRecord): Promise<void> {
    const replaced: Replaced[] = [];
    for (const { bucket, key } of createdObjects(record.body)) {
      if (bucket !== this.dependencies.bucket) throw new InvalidInputError("The object is not of the content bucket.");
      const { outcome, isStale, versionId } = await this.checkObject(key);
      if (isStale) replaced.push({ key, versionId });
      this.dependencies.observers.metrics.count("ObjectsChecked", 1, outcome);
      this.dependencies.observers.logger.info("Object checked", { ...recordFields(record), key, outcome });
    }
    this.replaced.set(record.messageId, replaced);
  }

  /** Makes the edge forget what the records replaced. */
  async invalidate(records: readonly SQSRecord[]): Promise<void> {
    const replaced = records.flatMap(({ messageId }) => this.replaced.get(messageId) ?? []);
    this.replaced.clear();
    if (replaced.length === 0) return;
    const paths = invalidationPaths(replaced.map(({ key }) => key));
    await this.dependencies.edge.invalidate(paths, callerReference(replaced));
    this.dependencies.observers.logger.info("Invalidated", { outcome: "invalidated", count: paths.length });
  }

  private async checkObject(key: string) {
    const { content, blockedExtensions } = this.dependencies;
    const head = await content.head(key);
    if (!head) return { outcome: "gone", isStale: false, versionId: "" };
    const { versionId } = head;
    const reason = refusal(key, blockedExtensions);
    if (reason) {
      await this.remove(key, head, reason);
      return { outcome: "removed", isStale: false, versionId };
    }
    // Our own copy: its original was looked at already.
    if (head.metadata["cms-guard"] === "1") return { outcome: "own", isStale: false, versionId };
    const isRepaired = await this.repair(key, head);
    const isStale = isRepaired || (await content.isReplacement(key));
    return { outcome: isRepaired ? "repaired" : "published", isStale, versionId };
  }

  private async remove(key: string, { versionId, sizeBytes }: ObjectHead, code: Refusal): Promise<void> {
    const message = "The object must not be public: it is removed and stays as an old version.";
    // Told before it is done: after a failure in between the object is still there, and both are done again.
    await this.dependencies.notices.publish({ event: "object.removed", key, versionId, sizeBytes, code, message });
    await this.dependencies.content.remove(key);
  }

  private async repair(key: string, head: ObjectHead): Promise<boolean> {
    const contentType = contentTypeOf(key);
    if (!EMPTY_TYPES.includes(head.contentType) || contentType === undefined) return false;
    const { versionId, sizeBytes } = head;
    if (sizeBytes <= MAX_COPY_BYTES) {
      await this.dependencies.content.retype(key, head, contentType);
      return true;
    }
    const message = `The object should be ${contentType}; it is too large to be copied. Upload it again with its type.`;
    const code = "TOO_LARGE_TO_COPY";
    await this.dependencies.notices.publish({ event: "object.not_repaired", key, versionId, sizeBytes, code, message });
    return false;
  }
}
