import { RenderingError, render } from "./rendering";

const text = (Text: string, data: object = {}): string | undefined => render({ Text }, data).Text;
const missing = (name: string) => new RenderingError(`Attribute '${name}' is not present in the rendering data.`);

test("the parts that a template has are filled in", () => {
  const template = { Subject: "Hello {{name}}", Html: "<p>{{name}} {{{name}}} {{order.id}}</p>", Text: "" };
  expect(render(template, { name: "A & B", order: { id: 7 } })).toEqual({
    Subject: "Hello A &amp; B",
    Html: "<p>A &amp; B A & B 7</p>",
  });
});

test.each([
  ["{{#if vip}}Dear{{else}}Hello{{/if}} {{name}}", "Hello Ada"],
  ["{{#if vip}}{{#if gold}}{{level}}{{/if}} {{rank}}{{/if}}{{name}}", "Ada"],
  ["{{#each items}}{{@index}} {{this.title}} {{../name}};{{/each}}", "0 Hat Ada;1 Shoe Ada;"],
  ["{{#each tags}}{{this}} {{/each}}", "a b "],
  ["{{#unless vip}}{{count}}{{/unless}}", "0"],
  ["{{lookup tags 1}}{{!-- {{nothing}} --}}", "b"],
  ["{{amazonSESUnsubscribeUrl}}", "https://email.example.com/unsubscribe"],
])("%s is rendered as SES renders it", (template, rendered) => {
  const data = { name: "Ada", count: 0, tags: ["a", "b"], items: [{ title: "Hat" }, { title: "Shoe" }] };
  expect(text(template, data)).toBe(rendered);
});

test.each([
  ["{{name}}", {}, "name"],
  ["{{name}}", { name: null }, "name"],
  ["{{order.id}}", {}, "order.id"],
  ["{{{order.id}}}", { order: {} }, "order.id"],
  ["{{#if vip}}{{rank}}{{/if}}", { vip: true }, "rank"],
  ["{{#each items}}{{title}}{{/each}}", { items: [{ title: "Hat" }, {}] }, "title"],
  ["{{constructor}}", {}, "constructor"],
])("%s with %j fails for what lacks", (template, data, name) => {
  expect(() => text(template, data)).toThrow(missing(name));
});

test.each(["{{#if vip}}", "Hello {{name", "{{> footer}}", "{{shout name}}"])(
  "%s fails as it is no template",
  (template) => {
    expect(() => text(template, { name: "Ada", vip: true })).toThrow(RenderingError);
  },
);
