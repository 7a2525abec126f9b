import { unescapeXml } from "./protocol";
import type { Cloud, Reply, RequestInit } from "./service";

/** An object of a bucket. */
export interface S3Object {
  readonly bucket: string;
  readonly key: string;
  readonly etag: string;
  readonly size: number;
}

/** All objects of a bucket whose key starts with the prefix; undefined when there is no such bucket. */
export async function listObjects(
  cloud: Cloud,
  region: string,
  bucket: string,
  prefix: string,
): Promise<S3Object[] | undefined> {
  const objects: S3Object[] = [];
  let token: string | undefined;
  do {
    const query = new URLSearchParams({ "list-type": "2", prefix, ...(token && { "continuation-token": token }) });
    const reply = await askS3(cloud, region, bucket, `?${query}`);
    if (reply.status === 404) return undefined;
    if (reply.status !== 200) throw new Error(`S3 ListObjectsV2 of ${bucket} answered ${reply.status}: ${reply.body}`);
    const xml = reply.body.toString();
    for (const [contents] of xml.matchAll(/<Contents>.*?<\/Contents>/gs)) {
      const text = (name: string): string =>
        unescapeXml(new RegExp(`<${name}>(.*?)</${name}>`, "s").exec(contents)?.[1] ?? "");
      objects.push({ bucket, key: text("Key"), etag: text("ETag"), size: Number(text("Size")) });
    }
    const next = /<NextContinuationToken>(.*?)<\/NextContinuationToken>/s.exec(xml)?.[1];
    token = next && unescapeXml(next);
  } while (token);
  return objects;
}

/** The content of an object. */
export async function getObject(cloud: Cloud, region: string, { bucket, key }: S3Object): Promise<Buffer> {
  const reply = await askS3(cloud, region, bucket, `/${encodeKey(key)}`);
  if (reply.status === 200) return Buffer.from(reply.body);
  throw new Error(`S3 GetObject of s3://${bucket}/${key} answered ${reply.status}: ${reply.body}`);
}

/** Writes an object. @returns S3's refusal, if any */
export async function putObject(
  cloud: Cloud,
  region: string,
  { bucket, key }: Pick<S3Object, "bucket" | "key">,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<string | undefined> {
  const reply = await askS3(cloud, region, bucket, `/${encodeKey(key)}`, { method: "PUT", headers, body });
  return reply.status === 200 ? undefined : `${reply.status} ${reply.body}`;
}

function askS3(cloud: Cloud, region: string, bucket: string, rest: string, init: RequestInit = {}): Promise<Reply> {
  return cloud.request("s3", region, { ...init, path: `/${bucket}${rest}` });
}

const encodeKey = (key: string): string => key.split("/").map(encodeURIComponent).join("/");

/** Bucket and key (or prefix) of an `s3://` location; undefined when it is none. */
export function s3Location(location: string | undefined): { bucket: string; key: string } | undefined {
  const [, bucket, key = ""] = /^s3:\/\/([^/]+)\/?(.*)$/s.exec(location ?? "") ?? [];
  return bucket === undefined ? undefined : { bucket, key };
}
