/** Extensions that are refused by default: keys, dumps and lists of people have no place on a public host. */
export const BLOCKED_EXTENSIONS = [
  ...["bak", "csv", "env", "key", "log", "mdb", "p12", "parquet", "pem", "sql", "tsv", "xlsx"],
] as const;

/** Why an object must not be public. */
export type Refusal = "BLOCKED_EXTENSION" | "HIDDEN_FILE";

/**
 * Whether an object with this key must not be public; `functions/cms-viewer-request` answers 404 for all of these.
 *
 * @param blockedExtensions in lower case, without dot
 * @returns undefined where it may be
 */
export function refusal(key: string, blockedExtensions: readonly string[]): Refusal | undefined {
  const segments = key.split("/");
  if (segments.some((segment) => segment.startsWith(".") && segment !== ".well-known")) return "HIDDEN_FILE";
  return blockedExtensions.includes(extensionOf(key)) ? "BLOCKED_EXTENSION" : undefined;
}

/** The extension of a key's last segment in lower case; a dot or space behind it does not hide it. Empty without one. */
function extensionOf(key: string): string {
  const name = key
    .slice(key.lastIndexOf("/") + 1)
    .replace(/[.\s]+$/, "")
    .toLowerCase();
  return name.includes(".") ? name.slice(name.lastIndexOf(".") + 1) : "";
}
