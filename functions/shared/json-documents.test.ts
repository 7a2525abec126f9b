import fc from "fast-check";
import { JsonDocuments, jsonDocuments } from "./json-documents";

test.each<[string, string, string[]]>([
  ["ended by newlines", '{"a":1}\n{"b":2}\n', ['{"a":1}', '{"b":2}']],
  ["glued together", '{"a":"}{"}{"b":[{}]}', ['{"a":"}{"}', '{"b":[{}]}']],
  [
    "printed over several lines",
    '{\n  "a": {\n    "b": 1\n  }\n}\n{\n  "c": 2\n}',
    ['{\n  "a": {\n    "b": 1\n  }\n}', '{\n  "c": 2\n}'],
  ],
  ["with quotes and backslashes in strings", '{"a":"\\"}\\\\"}{"b":1}', ['{"a":"\\"}\\\\"}', '{"b":1}']],
  ["with Windows line ends and blank lines", '{"a":1}\r\n\r\n{"b":2}\r\n', ['{"a":1}', '{"b":2}']],
  ["none", " \n\n", []],
])("documents %s", (_, text, expected) => {
  expect(jsonDocuments(text)).toEqual(expected);
});

test.each<[string, string, string[]]>([
  ["cut off in a string", '{"a":"x\n{"b":2}\n', ['{"a":"x', '{"b":2}']],
  ["cut off in an object", '{"a":{"x":1\n{"b":2}\n', ['{"a":{"x":1', '{"b":2}']],
  ["no JSON at all", 'hello "world\n{"b":2}', ['hello "world', '{"b":2}']],
  ["a brace too many", '{"a":1}}\n{"b":2}', ['{"a":1}', "}", '{"b":2}']],
  ["at the end", '{"b":2}\n{"a":', ['{"b":2}', '{"a":']],
])("a broken document costs only itself: %s", (_, text, expected) => {
  expect(jsonDocuments(text)).toEqual(expected);
});

test("a document that does not end is given out at the limit, and what follows its line is whole again", () => {
  const documents = new JsonDocuments(10);
  expect(documents.push('{"a":"long')).toEqual([]);
  expect(documents.push('er"')).toEqual(['{"a":"longer"']);
  expect([...documents.push('}\n{"b":2}'), ...documents.end()]).toEqual(["}", '{"b":2}']);
});

test("documents survive whatever is between them and wherever the text is cut", () => {
  const separators = fc.constantFrom("", "\n", "\r\n", " ", "\n\n");
  const documents = fc.array(fc.tuple(fc.dictionary(fc.string(), fc.jsonValue()), separators), { maxLength: 6 });
  fc.assert(
    fc.property(documents, fc.integer({ min: 1, max: 7 }), (items, size) => {
      const texts = items.map(([value]) => JSON.stringify(value));
      const whole = items.map(([, separator], index) => `${texts[index]}${separator}`).join("");
      const splitter = new JsonDocuments();
      const found: string[] = [];
      for (let at = 0; at < whole.length; at += size) found.push(...splitter.push(whole.slice(at, at + size)));
      expect([...found, ...splitter.end()]).toEqual(texts);
    }),
  );
});
