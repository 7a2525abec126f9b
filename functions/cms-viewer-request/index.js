// Edge function of CloudFront, https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-javascript-runtime-20.html
// One plain script of at most 10 kB, without imports. The module puts `const CMS_SETTINGS = {…};` above it. It does
// without destructuring, default values and for…of, which the runtime's documentation does not name.

/** Encodings inside one another that are looked through; more than that is no honest URL. */
const MAX_ENCODINGS = 4;

/**
 * Refuses what must never be public, and makes folders of the URL show their index page.
 *
 * @param {ViewerRequestEvent} event
 */
// biome-ignore lint/correctness/noUnusedVariables: CloudFront calls it by this name.
function handler(event) {
  const request = event.request;
  if (isRefused(request.uri)) return notFound();
  if (!CMS_SETTINGS.indexRewriteEnabled) return request;
  if (request.uri.endsWith("/")) {
    request.uri += "index.html";
    return request;
  }
  // Files below .well-known have names without an extension: apple-app-site-association.
  const isFile = lastSegment(request.uri).includes(".") || request.uri.startsWith("/.well-known/");
  return isFile ? request : moved(`${request.uri}/${queryOf(request.querystring)}`);
}

/**
 * Whether a path must not be served in any of the forms that decoding it makes: who decodes once more than we do would
 * find another object.
 *
 * @param {string} uri
 */
function isRefused(uri) {
  let path = uri;
  for (let round = 0; round <= MAX_ENCODINGS; round += 1) {
    if (isPrivate(path)) return true;
    const decoded = decode(path);
    // A name may hold a percent sign; the URL itself may not hold half an encoding.
    if (decoded === undefined) return round === 0;
    if (decoded === path) return false;
    path = decoded;
  }
  return true;
}

/** @param {string} path */
function decode(path) {
  try {
    return decodeURIComponent(path);
  } catch (_) {
    return undefined;
  }
}

/** @param {string} path decoded or not */
function isPrivate(path) {
  // Two slashes would make a redirect to another host; a backslash is one for many clients.
  if (path.includes("..") || path.includes("//") || path.includes("\\") || hasControlCharacter(path)) return true;
  if (path.split("/").some((segment) => segment.startsWith(".") && segment !== ".well-known")) return true;
  return CMS_SETTINGS.blockedExtensions.includes(extensionOf(lastSegment(path)));
}

/** @param {string} path */
function hasControlCharacter(path) {
  for (let index = 0; index < path.length; index += 1) {
    const code = path.charCodeAt(index);
    if (code < 0x20 || code === 0x7f) return true;
  }
  return false;
}

/** @param {string} path */
function lastSegment(path) {
  return path.slice(path.lastIndexOf("/") + 1);
}

/**
 * The extension in lower case, without the dots and spaces behind it that some file systems drop.
 *
 * @param {string} name
 */
function extensionOf(name) {
  const trimmed = name.replace(/[.\s]+$/, "").toLowerCase();
  return trimmed.includes(".") ? trimmed.slice(trimmed.lastIndexOf(".") + 1) : "";
}

/**
 * The query as text. CloudFront hands over its parts as they came, encoded.
 *
 * @param {ViewerRequestEvent["request"]["querystring"]} querystring
 */
function queryOf(querystring) {
  /** @type {string[]} */
  const pairs = [];
  Object.entries(querystring).forEach((entry) => {
    (entry[1].multiValue || [entry[1]]).forEach((item) => {
      pairs.push(item.value === "" ? entry[0] : `${entry[0]}=${item.value}`);
    });
  });
  // What no header may hold, should a part come decoded.
  const query = pairs.join("&").replace(/[^!-~]/g, encodeURIComponent);
  return query === "" ? "" : `?${query}`;
}

/** @param {string} location */
function moved(location) {
  return { statusCode: 301, statusDescription: "Moved Permanently", headers: { location: { value: location } } };
}

function notFound() {
  return {
    statusCode: 404,
    statusDescription: "Not Found",
    headers: { "content-type": { value: "text/plain; charset=utf-8" }, "cache-control": { value: "no-store" } },
    body: "Not found.\n",
  };
}
