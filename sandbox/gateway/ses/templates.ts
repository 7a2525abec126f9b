import type { Cloud } from "../service";
import type { Template } from "./message";
import { askV2 } from "./ministack";
import type { TemplateContent } from "./rendering";
import type { Scope } from "./state";
import { badRequest } from "./wire";

/** A template that was found. */
export interface FoundTemplate {
  /** Templates that a call brings with it have none. */
  readonly name?: string;
  readonly parts: TemplateContent;
}

/** The name of a stored template; undefined when the call brings the template with it. */
export function templateName({ TemplateName, TemplateArn }: Template): string | undefined {
  return TemplateName ?? TemplateArn?.split("template/")[1];
}

/** What a send is filled in from; MiniStack keeps what is stored. @throws AwsError `NotFoundException` */
export async function findTemplate(cloud: Cloud, scope: Scope, template: Template): Promise<FoundTemplate> {
  const name = templateName(template);
  return name === undefined
    ? { parts: template.TemplateContent ?? {} }
    : { name, parts: await storedParts(cloud, scope, name) };
}

/** Parts of a stored template. @throws AwsError `NotFoundException` */
export async function storedParts(cloud: Cloud, scope: Scope, name: string): Promise<TemplateContent> {
  const found = await askV2(cloud, scope, "GET", `/templates/${encodeURIComponent(name)}`);
  return found["TemplateContent"] as TemplateContent;
}

/** The data that a template is filled in from. @throws AwsError unless it is a JSON object */
export function templateData(text: string | undefined): object {
  try {
    const data: unknown = JSON.parse(text || "{}");
    if (typeof data === "object" && data !== null && !Array.isArray(data)) return data;
  } catch {
    // Told below.
  }
  throw badRequest(`TemplateData is ${text}: a JSON object is needed.`);
}
