import { blockTreeOf, type ProviderSchema } from "./provider-schema";

const leaf = { block: {} };
const provider: ProviderSchema = {
  resource_schemas: {
    aws_a: { block: { block_types: { timeouts: leaf, rule: { block: { block_types: { filter: leaf } } } } } },
  },
  data_source_schemas: { aws_b: leaf },
};

test("keeps the names of nested blocks, sorted", () => {
  expect(JSON.stringify(blockTreeOf(provider, "aws_a"))).toBe('{"rule":{"filter":{}},"timeouts":{}}');
  expect(blockTreeOf(provider, "data.aws_b")).toEqual({});
});

test("refuses a type that the provider lacks", () => {
  expect(() => blockTreeOf(provider, "data.aws_a")).toThrow("hashicorp/aws has no data.aws_a");
});
