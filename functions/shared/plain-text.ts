import { pipeline, Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { InvalidInputError } from "./errors";

/** What every gzip file begins with: https://www.rfc-editor.org/rfc/rfc1952#page-5 */
const GZIP = Buffer.from([0x1f, 0x8b]);

/**
 * Bytes as text, unzipped where they are gzip. Their first two decide: names lie, as a `.gz` that holds plain text
 * does. Holds a few chunks at a time, however long the text is.
 *
 * @throws InvalidInputError when gzip is broken or ends too early; the text up to there was given
 */
export async function* plainText(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  for await (const chunk of unzipped(bytes)) yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}

async function* unzipped(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const rest = bytes[Symbol.asyncIterator]();
  const head = await atLeast(GZIP.length, rest);
  const whole = joined(head, rest);
  if (!head.subarray(0, GZIP.length).equals(GZIP)) return yield* whole;
  try {
    // An error on either side ends both; it comes out where the text is read.
    yield* pipeline(Readable.from(whole), createGunzip(), () => undefined);
  } catch (error) {
    const { code = "" } = error as NodeJS.ErrnoException;
    if (!code.startsWith("Z_")) throw error;
    throw new InvalidInputError(`The object is broken gzip (${code}).`, { cause: error });
  }
}

async function atLeast(length: number, chunks: AsyncIterator<Uint8Array>): Promise<Buffer> {
  let head = Buffer.alloc(0);
  while (head.length < length) {
    const { done, value } = await chunks.next();
    if (done) break;
    head = Buffer.concat([head, value]);
  }
  return head;
}

async function* joined(head: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield head;
    yield* { [Symbol.asyncIterator]: () => rest };
  } finally {
    await rest.return?.();
  }
}
