import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { SsmParameter } from "@cdktf/provider-aws/lib/ssm-parameter";
import { App, TerraformOutput, TerraformStack, TerraformVariable } from "cdktf";

import { call, verbatim } from "./expression";
import { Each, optional, type When } from "./optional";

/** A queue, a sibling that reads it, and what an output shows of both. */
function synthesized(when: (stack: TerraformStack) => When | undefined, show?: (url: string, when: When) => unknown) {
  const stack = new TerraformStack(new App(), "stack");
  new TerraformVariable(stack, "names", { type: "set(string)" });
  const made = when(stack);
  const queue = optional(new SqsQueue(stack, "lane", {}), made);
  const reader = new SsmParameter(stack, "reader", { name: "x", type: "String", value: queue("url").toString() });
  optional(reader, made);
  if (show && made) new TerraformOutput(stack, "urls", { value: show(queue("url").toString(), made) });
  const { resource, output } = JSON.parse(JSON.stringify(stack.toTerraform()));
  return { queue: resource.aws_sqs_queue.lane, reader: resource.aws_ssm_parameter.reader, urls: output?.urls.value };
}

const names = () => new Each(verbatim("var.names").toList());

test("what is always made is read as it is", () => {
  const { queue, reader } = synthesized(() => undefined);
  expect(queue).not.toHaveProperty("count");
  expect(reader.value).toBe("${aws_sqs_queue.lane.url}");
});

test("what a condition decides is counted, and null where it does not hold", () => {
  const { queue, reader } = synthesized(() => verbatim("var.on"));
  expect(queue.count).toBe("${var.on ? 1 : 0}");
  expect(reader.value).toBe("${one(aws_sqs_queue.lane[*].url)}");
});

test("what is made for each element is read by siblings of the same element", () => {
  const { queue, reader } = synthesized(names);
  expect(queue.for_each).toBe("${var.names}");
  expect(reader).toMatchObject({ for_each: "${var.names}", value: "${aws_sqs_queue.lane[each.key].url}" });
});

test("who stands outside reads all elements as a map", () => {
  const { urls } = synthesized(names, (url, when) => (when as Each).map(url));
  expect(urls).toBe("${{ for key in var.names : key => aws_sqs_queue.lane[key].url }}");
});

test("the keys of the map may begin with a role, and its values be made of what siblings read", () => {
  const { urls } = synthesized(names, (url, when) => (when as Each).map(call("upper", `x-${url}`), "lane_"));
  expect(urls).toBe('${{ for key in var.names : "lane_${key}" => upper("x-${aws_sqs_queue.lane[key].url}") }}');
});

test("elements that are written out become a set, as for_each wants one", () => {
  const { queue, urls } = synthesized(
    () => new Each(["ses", "sms"]),
    (url, when) => (when as Each).map(url),
  );
  expect(queue.for_each).toBe('${toset(["ses", "sms"])}');
  expect(urls).toBe('${{ for key in ["ses", "sms"] : key => aws_sqs_queue.lane[key].url }}');
});
