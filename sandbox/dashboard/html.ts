/** Text that is HTML already. */
export class Html {
  constructor(readonly text: string) {}
}

/** What stands in a template: text is escaped, HTML is kept, a list is joined, nothing is left out. */
export type Part = Html | string | number | undefined | readonly Part[];

/** A template of HTML: html`<p>${name}</p>` escapes the name, in text and in quoted attributes alike. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return new Html(strings.reduce((text, string, index) => text + written(parts[index - 1]) + string));
}

/** Data for a script of the page, as JSON that no `</script>` in it can end. */
export function jsonScript(id: string, data: unknown): Html {
  const json = JSON.stringify(data).replaceAll("<", "\\u003c");
  return html`<script type="application/json" id="${id}">${new Html(json)}</script>`;
}

function written(part: Part): string {
  if (part === undefined) return "";
  if (part instanceof Html) return part.text;
  if (typeof part === "object") return part.map(written).join("");
  return String(part).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
