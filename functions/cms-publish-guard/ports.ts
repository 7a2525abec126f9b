/** What S3 says of an object. */
export interface ObjectHead {
  readonly etag: string;
  readonly versionId: string;
  readonly sizeBytes: number;
  readonly contentType: string | undefined;
  readonly metadata: Readonly<Record<string, string>>;
  /** Headers that a copy has to name again, in the words of CopyObject. */
  readonly headers: Readonly<Record<string, string | undefined>>;
}

/** The bucket that is published. */
export interface Content {
  /** Undefined when the object is gone. */
  head(key: string): Promise<ObjectHead | undefined>;
  /** Whether a version lies below the current one. */
  isReplacement(key: string): Promise<boolean>;
  /** Removes the current version; it stays as an old one. */
  remove(key: string): Promise<void>;
  /** Copies an object onto itself with another type, marked as ours; does nothing when it has changed meanwhile. */
  retype(key: string, head: ObjectHead, contentType: string): Promise<void>;
}

/** Caches of the distribution. */
export interface Edge {
  /** @param reference the same for the same content: a second call with it does nothing */
  invalidate(paths: readonly string[], reference: string): Promise<void>;
}

/** What the guard did, or could not do, with one object. */
export interface Notice {
  readonly event: "object.removed" | "object.not_repaired";
  readonly key: string;
  readonly versionId: string;
  readonly sizeBytes: number;
  readonly code: string;
  readonly message: string;
}

/** Who wants to hear of it. */
export interface Notices {
  publish(notice: Notice): Promise<void>;
}
