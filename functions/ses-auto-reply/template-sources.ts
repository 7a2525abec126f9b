import { GetEmailTemplateCommand as GetPinpointTemplate, type PinpointClient } from "@aws-sdk/client-pinpoint";
import { GetEmailTemplateCommand as GetSesTemplate, type SESv2Client } from "@aws-sdk/client-sesv2";
import { convert } from "html-to-text";
import { ConfigurationError } from "../shared/errors";
import type { Template, TemplateSource } from "./template";

/** A template of SES. https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_GetEmailTemplate.html */
export function sesTemplate(client: SESv2Client, name: string): TemplateSource {
  return source(`SES has no template ${name}`, async () => {
    const { TemplateContent } = await client.send(new GetSesTemplate({ TemplateName: name }));
    return { subject: TemplateContent?.Subject, html: TemplateContent?.Html, text: TemplateContent?.Text };
  });
}

/**
 * A template of Amazon Pinpoint, or of an engagement API in its place.
 * https://docs.aws.amazon.com/pinpoint/latest/apireference/templates-template-name-email.html
 *
 * @param version undefined: the active one
 */
export function pinpointTemplate(client: PinpointClient, name: string, version: string | undefined): TemplateSource {
  return source(`Pinpoint's API has no e-mail template ${name}`, async () => {
    const { EmailTemplateResponse: template } = await client.send(
      new GetPinpointTemplate({ TemplateName: name, Version: version }),
    );
    return { subject: template?.Subject, html: template?.HtmlPart, text: template?.TextPart };
  });
}

/** A template that is part of the configuration. */
export function inlineTemplate(template: Partial<Template>): TemplateSource {
  return source("There is no inline template", async () => template);
}

function source(missing: string, read: () => Promise<Partial<Template>>): TemplateSource {
  const help = "See template_source in Inputs of this module's README.";
  return {
    async load() {
      try {
        return complete(await read(), help);
      } catch (error) {
        if ((error as Error).name !== "NotFoundException") throw error;
        throw new ConfigurationError(`${missing}. ${help}`, { cause: error });
      }
    },
  };
}

/** Empty parts are none; a text part is made of the HTML where there is no other. */
function complete({ subject, html, text }: Partial<Template>, help: string): Template {
  if (!html && !text) throw new ConfigurationError(`The template has neither an HTML nor a text part. ${help}`);
  return { subject: subject ?? "", html: html || undefined, text: text || convert(html ?? "", { wordwrap: 78 }) };
}
