import { contentTypeOf } from "../../functions/shared/publishing/content-type";
import { BLOCKED_EXTENSIONS, refusal } from "../../functions/shared/publishing/refusal";

/** A file of the folder. */
export interface LocalFile {
  /** Path below the folder, with `/`. */
  readonly path: string;
  readonly content: Buffer;
}

/** A file on its way into the bucket. */
export interface Upload {
  readonly key: string;
  readonly content: Buffer;
  readonly contentType: string;
  /** Absent: the distribution's default. */
  readonly cacheControl?: string;
  readonly contentDisposition?: string;
}

/** A file that stays where it is. */
export interface Refused {
  readonly path: string;
  readonly why: string;
}

/** Share of lines with an @ above which a text looks like a list of people. */
const CONTACT_SHARE = 0.2;

const FINGERPRINT = /\.[0-9a-f]{8,64}\.[^./]+$/;

/** Sorts the files of a folder into uploads and what must not be public. */
export function planUploads(files: readonly LocalFile[], prefix: string): { uploads: Upload[]; refused: Refused[] } {
  const checked = files.map((file) => ({ file, why: refusalOf(file) }));
  return {
    uploads: checked.flatMap(({ file, why }) => (why === undefined ? [upload(file, prefix)] : [])),
    refused: checked.flatMap(({ file: { path }, why }) => (why === undefined ? [] : [{ path, why }])),
  };
}

function refusalOf({ path, content }: LocalFile): string | undefined {
  const reason = refusal(path, BLOCKED_EXTENSIONS);
  if (reason === "HIDDEN_FILE") return "its name starts with a dot";
  if (reason === "BLOCKED_EXTENSION") return `files of its kind are never public (${BLOCKED_EXTENSIONS.join(", ")})`;
  return looksLikeContacts(content) ? "it looks like a contact list: an @ in more than 20 % of its lines" : undefined;
}

/** Whether a text has an @ in more than a fifth of its lines; bytes that are no text have none. */
function looksLikeContacts(content: Buffer): boolean {
  if (content.includes(0)) return false;
  const lines = content
    .toString()
    .split(/\r\n|\r|\n/)
    .filter((line) => line.trim() !== "");
  return lines.filter((line) => line.includes("@")).length > lines.length * CONTACT_SHARE;
}

function upload({ path, content }: LocalFile, prefix: string): Upload {
  const contentType = contentTypeOf(path) ?? "application/octet-stream";
  const cacheControl = cacheControlOf(path, contentType);
  return {
    key: `${prefix}${path}`,
    content,
    contentType,
    ...(cacheControl !== undefined && { cacheControl }),
    ...(contentType === "application/pdf" && { contentDisposition: "inline" }),
  };
}

function cacheControlOf(path: string, contentType: string): string | undefined {
  if (FINGERPRINT.test(path)) return "public, max-age=31536000, immutable";
  return contentType.startsWith("text/html") ? "public, max-age=300" : undefined;
}
