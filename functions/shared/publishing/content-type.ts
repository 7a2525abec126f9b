import { contentType, lookup } from "mime-types";

/**
 * The media type of a file by its extension, with `charset=utf-8` for text; undefined for an extension that nobody
 * registered. https://github.com/jshttp/mime-db
 */
export function contentTypeOf(key: string): string | undefined {
  const name = key.slice(key.lastIndexOf("/") + 1);
  // A name without a dot has no extension, though it may be the word "png".
  const type = name.includes(".") && lookup(name);
  return type === false ? undefined : contentType(type) || type;
}
