import { createHash } from "node:crypto";

/** Paths of one invalidation at most; a thousand a month are free. */
const MAX_PATHS = 15;

/** An object whose copies at the edge are out of date. */
export interface Replaced {
  readonly key: string;
  readonly versionId: string;
}

/**
 * The paths under which the edge may hold objects, encoded as CloudFront wants them; above fifteen, what they all start
 * with. https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/invalidation-specifying-objects.html
 */
export function invalidationPaths(keys: readonly string[]): string[] {
  const paths = [...new Set(keys.flatMap(pathsOf))].sort();
  return paths.length <= MAX_PATHS ? paths : [`${commonPrefix(paths)}*`];
}

/** The same for the same versions, in whatever order they come. */
export function callerReference(replaced: readonly Replaced[]): string {
  const versions = replaced.map(({ key, versionId }) => `${key}\n${versionId}`).sort();
  return createHash("sha256").update(versions.join("\n\n")).digest("hex");
}

/** An index page is its folder too. */
function pathsOf(key: string): string[] {
  const path = `/${encodedKey(key)}`;
  return path.endsWith("/index.html") ? [path, path.slice(0, -"index.html".length)] : [path];
}

/** A key as part of a URL. */
export function encodedKey(key: string): string {
  return key.split("/").map(encodeURIComponent).join("/");
}

function commonPrefix([first = "", ...others]: readonly string[]): string {
  let length = first.length;
  for (const other of others) {
    while (!other.startsWith(first.slice(0, length))) length -= 1;
  }
  // Never the first half of an encoded character.
  return first.slice(0, length).replace(/%[0-9A-F]?$/, "");
}
