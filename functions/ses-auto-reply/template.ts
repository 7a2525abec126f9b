/** What a reply is made of; `%%NAME%%` and `%%ID%%` stand for values of the mail. */
export interface Template {
  readonly subject: string;
  readonly html: string | undefined;
  readonly text: string | undefined;
}

/** Where the template comes from. */
export interface TemplateSource {
  /** @throws ConfigurationError when there is no such template */
  load(): Promise<Template>;
}

const MINUTE_MS = 60_000;

/** Milliseconds after which a changed template is noticed. */
export const TEMPLATE_TTL_MS = 5 * MINUTE_MS;

/** Keeps a template for five minutes; a failure is not kept. */
export class CachedTemplate implements TemplateSource {
  #kept: { readonly template: Template; readonly until: number } | undefined;

  /** @param now milliseconds since 1970 */
  constructor(
    private readonly source: TemplateSource,
    private readonly now: () => number,
  ) {}

  async load(): Promise<Template> {
    if (this.#kept && this.now() < this.#kept.until) return this.#kept.template;
    const template = await this.source.load();
    this.#kept = { template, until: this.now() + TEMPLATE_TTL_MS };
    return template;
  }
}
