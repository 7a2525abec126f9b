import type { Cloud } from "../service";
import { type Happening, REJECTED, renderingFailure } from "./happenings";
import type { Content, TemplateContent } from "./message";
import { askV2 } from "./ministack";
import type { Scope } from "./state";
import { badRequest } from "./wire";

/**
 * The EICAR test file, which SES takes for a virus; in two parts so that scanners let these sources be.
 * https://www.eicar.org/download-anti-malware-testfile/
 */
const VIRUS = ["X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-", "ANTIVIRUS-TEST-FILE!$H+H*"].join("");

/** The file in base64, without its last bytes, which depend on what follows. */
const ENCODED_VIRUS = Buffer.from(VIRUS.slice(0, 66)).toString("base64");

/** What SES finds when it looks at a message that it has accepted. */
export interface Finding {
  /** The reason why SES goes no further with the message. */
  readonly failure?: Happening;
  /** Whether the template has an HTML part; absent without a template. */
  readonly html?: boolean;
}

/** Looks for a virus, and for what a template needs and the data lacks. */
export async function inspect(cloud: Cloud, scope: Scope, content: Content): Promise<Finding> {
  const { Template: template } = content;
  if (!template) return isInfected(content) ? { failure: REJECTED } : {};
  const { TemplateName, TemplateArn, TemplateContent: inline, TemplateData = "{}" } = template;
  const name = TemplateName ?? TemplateArn?.split("template/")[1];
  const parts = name === undefined ? (inline ?? {}) : await stored(cloud, scope, name);
  const missing = missingAttribute(parts, parseData(TemplateData));
  const html = Boolean(parts.Html);
  return missing === undefined ? { html } : { html, failure: renderingFailure(missing, name) };
}

function isInfected({ Raw, Simple }: Content): boolean {
  const attachments = Simple?.Attachments?.map(({ RawContent }) => RawContent) ?? [];
  const given = [Simple?.Subject?.Data, Simple?.Body?.Text?.Data, Simple?.Body?.Html?.Data, ...attachments];
  const mime = Buffer.from(Raw?.Data ?? "", "base64").toString("latin1");
  return [mime, ...given].some((part) => {
    const text = part?.replace(/\s/g, "") ?? "";
    return text.includes(VIRUS) || text.includes(ENCODED_VIRUS);
  });
}

async function stored(cloud: Cloud, scope: Scope, name: string): Promise<TemplateContent> {
  const found = await askV2(cloud, scope, "GET", `/templates/${encodeURIComponent(name)}`);
  return found["TemplateContent"] as TemplateContent;
}

function parseData(text: string): unknown {
  try {
    return JSON.parse(text || "{}");
  } catch {
    throw badRequest(`TemplateData is ${text}: a JSON object is needed.`);
  }
}

/** Attributes that SES fills itself. */
const OWN_ATTRIBUTES = ["amazonSESUnsubscribeUrl"];

/**
 * The first attribute that a template names and the data lacks; `null` is no value either. Blocks such as `{{#if}}` are left out: what stands in
 * them may be absent.
 */
function missingAttribute({ Subject, Text, Html }: TemplateContent, data: unknown): string | undefined {
  const names = [Subject, Text, Html].flatMap((part = "") => {
    return [...withoutBlocks(part).matchAll(/{{{?\s*([\w.-]+)\s*}}/g)].map(([, name = ""]) => name);
  });
  return names.find((name) => !OWN_ATTRIBUTES.includes(name) && (valueAt(data, name.split(".")) ?? null) === null);
}

/** A template without comments and blocks; nested blocks go from the inside out. */
function withoutBlocks(template: string): string {
  const shorter = template.replace(/{{!.*?}}|{{#\s*(\w+)(?:(?!{{#).)*?{{\/\s*\1\s*}}/gs, "");
  return shorter === template ? template : withoutBlocks(shorter);
}

function valueAt(data: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((value, key) => (value as Record<string, unknown> | null | undefined)?.[key], data);
}
