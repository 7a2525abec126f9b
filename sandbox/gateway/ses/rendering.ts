import Handlebars from "handlebars";

/** Parts of a template; absent parts are not sent. */
export interface TemplateContent {
  readonly Subject?: string;
  readonly Text?: string;
  readonly Html?: string;
}

/** Why a template cannot be filled in, in the words of SES. */
export class RenderingError extends Error {}

/** What SES fills in itself when a message is sent on. */
const OWN_ATTRIBUTES = { amazonSESUnsubscribeUrl: "https://email.example.com/unsubscribe" };

/** Name of the helper that stands around every attribute; no template can name it, for its brackets. */
const ATTRIBUTE = "[attribute]";

const handlebars = Handlebars.create();
handlebars.registerHelper(ATTRIBUTE, (value: unknown, name: string) => {
  if (value !== undefined && value !== null) return value;
  throw new RenderingError(`Attribute '${name}' is not present in the rendering data.`);
});

/** Puts the helper around the attributes of a template, so that one that lacks is no empty text, as with Handlebars. */
class Attributes extends Handlebars.Visitor {
  override MustacheStatement(statement: hbs.AST.MustacheStatement): void {
    const { path, params, loc } = statement;
    if (path.type !== "PathExpression" || params.length > 0) return;
    const { original } = path as hbs.AST.PathExpression;
    statement.params = [path, { type: "StringLiteral", value: original, original, loc } as hbs.AST.StringLiteral];
    statement.path = {
      ...path,
      data: false,
      depth: 0,
      parts: [ATTRIBUTE],
      original: ATTRIBUTE,
    } as hbs.AST.PathExpression;
  }
}

/**
 * Fills in a template as SES does: in the language of Handlebars, where every attribute that is reached needs a value.
 * https://docs.aws.amazon.com/ses/latest/dg/send-personalized-email-advanced.html
 * @throws RenderingError for what the data lacks or the template says wrong
 */
export function render({ Subject, Text, Html }: TemplateContent, data: object): TemplateContent {
  const filled = { ...OWN_ATTRIBUTES, ...data };
  return {
    ...(Subject && { Subject: renderPart(Subject, filled) }),
    ...(Text && { Text: renderPart(Text, filled) }),
    ...(Html && { Html: renderPart(Html, filled) }),
  };
}

function renderPart(part: string, data: object): string {
  try {
    const template = Handlebars.parse(part);
    new Attributes().accept(template);
    return handlebars.compile(template)(data);
  } catch (error) {
    throw error instanceof RenderingError ? error : new RenderingError((error as Error).message);
  }
}
