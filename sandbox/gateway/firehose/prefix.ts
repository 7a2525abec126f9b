import { randomBytes, randomUUID } from "node:crypto";

/** What the expressions of a prefix can name. */
export interface PrefixValues {
  /** Arrival of the object's oldest record, epoch milliseconds. */
  readonly at: number;
  readonly errorType?: string;
  readonly lambdaKeys?: Readonly<Record<string, string>>;
  readonly queryKeys?: Readonly<Record<string, string>>;
}

/** A record lacks the partition key that a prefix names. */
export class PrefixError extends Error {}

const EXPRESSION = /!\{([A-Za-z]+):([^}]*)\}/g;

/**
 * Evaluates the expressions of a prefix. One without a timestamp gets `yyyy/MM/dd/HH/` appended, as Firehose does; an
 * error prefix that is not set is the type of the error.
 * https://docs.aws.amazon.com/firehose/latest/dev/s3-prefixes.html
 */
export function evaluatePrefix(prefix: string, values: PrefixValues): string {
  const hasTime = /!\{timestamp:/.test(prefix);
  const template = prefix === "" && values.errorType !== undefined ? "!{firehose:error-output-type}/" : prefix;
  const text = template.replace(EXPRESSION, (expression, namespace, name) => {
    const value = evaluate(namespace, name, values);
    if (value === undefined) throw new PrefixError(`The record has no value for ${expression} of the S3 prefix.`);
    return value;
  });
  return hasTime ? text : `${text}${formatTime("yyyy/MM/dd/HH/", values.at)}`;
}

/** What a prefix may name beside timestamps and random strings. */
export interface Naming {
  /** For an error prefix. */
  readonly hasErrorType?: boolean;
  /** For a destination with dynamic partitioning. */
  readonly hasPartitionKeys?: boolean;
}

/** The first expression of a prefix that it may not have or that is not known here; undefined when there is none. */
export function wrongExpression(prefix: string, { hasErrorType, hasPartitionKeys }: Naming): string | undefined {
  const isRight: Readonly<Record<string, (name: string) => boolean | undefined>> = {
    timestamp: (pattern) => (pattern.replace(/'[^']*'/g, "").match(LETTERS) ?? []).every((token) => FIELDS[token]),
    firehose: (name) => name === "random-string" || (hasErrorType && name === "error-output-type"),
    partitionKeyFromLambda: () => hasPartitionKeys,
    partitionKeyFromQuery: () => hasPartitionKeys,
  };
  const expressions = [...prefix.matchAll(EXPRESSION)];
  return expressions.find(([, namespace = "", name = ""]) => !isRight[namespace]?.(name))?.[0];
}

function evaluate(namespace: string, name: string, values: PrefixValues): string | undefined {
  if (namespace === "timestamp") return formatTime(name, values.at);
  if (namespace === "partitionKeyFromLambda") return values.lambdaKeys?.[name];
  if (namespace === "partitionKeyFromQuery") return values.queryKeys?.[name];
  if (namespace !== "firehose") return undefined;
  if (name === "error-output-type") return values.errorType;
  return name === "random-string" ? randomBytes(8).toString("base64url") : undefined;
}

/**
 * Name of an object behind its prefix.
 * https://docs.aws.amazon.com/firehose/latest/dev/s3-object-name.html
 */
export function objectName(stream: string, version: number, at: number, extension: string): string {
  return `${stream}-${version}-${formatTime("yyyy-MM-dd-HH-mm-ss", at)}-${randomUUID()}${extension}`;
}

const LETTERS = /([A-Za-z])\1*/g;

const FIELDS: Readonly<Record<string, (at: Date) => number>> = {
  yyyy: (at) => at.getUTCFullYear(),
  MM: (at) => at.getUTCMonth() + 1,
  dd: (at) => at.getUTCDate(),
  HH: (at) => at.getUTCHours(),
  mm: (at) => at.getUTCMinutes(),
  ss: (at) => at.getUTCSeconds(),
};

/** A time in UTC by a pattern of Java's DateTimeFormatter, of the fields above and text in single quotes. */
function formatTime(pattern: string, at: number): string {
  return pattern.replace(/'([^']*)'|([A-Za-z])\2*/g, (token, quoted) => {
    if (quoted !== undefined) return quoted === "" ? "'" : quoted;
    return String(FIELDS[token]?.(new Date(at))).padStart(token.length, "0");
  });
}
