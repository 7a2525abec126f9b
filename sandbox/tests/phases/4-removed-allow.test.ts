import {
  InvokeCommand,
  type InvokeCommandOutput,
  LambdaClient,
  UpdateFunctionConfigurationCommand,
} from "@aws-sdk/client-lambda";
import { type AppliedResource, applied } from "../applied";
import { isUnchecked, type Probe, probes, UNCHECKED_ROLES } from "../probes";
import { type Permission, RolePolicy } from "../role-policy";
import { client, stack } from "../suite";

/** An applied function, and how to see what it does. */
class Subject {
  readonly functionName: string;
  readonly roleName: string;
  private readonly memorySize: number;
  private readonly probe: Probe;
  private readonly root: string;

  constructor({ root, architecture, role, attributes }: AppliedResource) {
    const probe = probes[architecture]?.find((candidate) => candidate.role === role);
    if (!probe) throw new Error(`sandbox/tests/probes has no probe for the function ${role} of ${architecture}.`);
    this.probe = probe;
    this.root = root;
    this.functionName = String(attributes["function_name"]);
    this.memorySize = Number(attributes["memory_size"]);
    this.roleName = String(attributes["role"]).split("/").slice(-1).join();
  }

  /** What the function answers, and what the probe saw of it. */
  async outcome(): Promise<string> {
    const answer = await this.answer();
    const { observe } = this.probe;
    return observe ? `${answer}, ${JSON.stringify(await observe(stack(this.root)))}` : answer;
  }

  /** A failed record's id is not part of it, because each event has a new one. */
  private async answer(): Promise<string> {
    const Payload = Buffer.from(JSON.stringify(await this.probe.event(stack(this.root))));
    if (this.probe.startsAnew) await this.startAnew();
    const response = await this.invoke(Payload);
    if (!response) return "no answer";
    const answer = Buffer.from(response.Payload ?? []).toString();
    const failures: unknown[] | undefined = JSON.parse(answer)?.batchItemFailures;
    return response.FunctionError ?? (failures ? `${failures.length} failed records` : answer);
  }

  /** A function whose configuration is put again gets a new environment. */
  private async startAnew(): Promise<void> {
    const lambda = new LambdaClient(client());
    const { functionName: FunctionName, memorySize: MemorySize } = this;
    await lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName, MemorySize }));
  }

  /** Nothing where the function takes longer than the probe waits. */
  private async invoke(Payload: Uint8Array): Promise<InvokeCommandOutput | undefined> {
    const { patienceMs } = this.probe;
    const abortSignal = patienceMs === undefined ? undefined : AbortSignal.timeout(patienceMs);
    try {
      const invocation = new InvokeCommand({ FunctionName: this.functionName, Payload });
      return await new LambdaClient(client()).send(invocation, { ...(abortSignal && { abortSignal }) });
    } catch (error) {
      if (!abortSignal?.aborted) throw error;
      return undefined;
    }
  }

  /** Whether the function does something else without a permission. */
  async misses(policy: RolePolicy, permission: Permission, usual: string): Promise<boolean> {
    return (await policy.without(permission, () => this.outcome())) !== usual;
  }
}

/** Whether the function has all that it needs in this root. */
function canRun({ root, architecture, role }: AppliedResource): boolean {
  const probe = probes[architecture]?.find((candidate) => candidate.role === role);
  return (probe?.root ?? root) === root;
}

const functions = applied("aws_lambda_function");
const title = ({ root, role }: AppliedResource) => `${root}: ${role}`;

test("every role belongs to a function, or is known to be used unchecked", () => {
  const ofFunctions = functions.map(({ root, attributes }) => `${root}: ${String(attributes["role"])}`);
  const others = applied("aws_iam_role").filter(
    ({ root, attributes }) => !ofFunctions.includes(`${root}: ${String(attributes["arn"])}`),
  );
  const unchecked = UNCHECKED_ROLES.map(({ role }) => role);
  expect(others.filter(({ role }) => !unchecked.includes(role)).map(title)).toEqual([]);
});

for (const resource of functions.filter(canRun)) {
  test(`${title(resource)} misses every permission that is taken away`, async () => {
    const subject = new Subject(resource);
    const policy = await RolePolicy.read(subject.roleName);
    const usual = await subject.outcome();
    const missed: Record<string, boolean> = {};
    for (const permission of policy.permissions) {
      missed[`${permission.sid} ${permission.action}`] = await subject.misses(policy, permission, usual);
    }
    // The unchecked are tried too: once the local cloud checks one, it has to leave the list.
    const expected = policy.permissions.map((permission) => [
      `${permission.sid} ${permission.action}`,
      !isUnchecked(permission, resource.role),
    ]);
    expect(missed).toEqual(Object.fromEntries(expected));
    // A function that only writes its log has nothing else to miss.
    const isChecked = !policy.permissions.every((permission) => isUnchecked(permission, resource.role));
    expect(Object.values(missed).includes(true)).toBe(isChecked);
    expect(await subject.outcome()).toBe(usual);
  }, 120_000);
}

for (const resource of functions.slice(0, 1)) {
  test(`${title(resource)} does not miss a permission that it does not need`, async () => {
    const subject = new Subject(resource);
    const needless = { Sid: "Needless", Effect: "Allow", Action: "dynamodb:DescribeTable", Resource: "*" };
    const policy = await RolePolicy.read(subject.roleName);
    const missed = await policy.with(needless, async (wider) => {
      const permission = { sid: "Needless", action: "dynamodb:DescribeTable" };
      expect(wider.permissions).toContainEqual(permission);
      return subject.misses(wider, permission, await subject.outcome());
    });
    expect(missed).toBe(false);
    expect((await RolePolicy.read(subject.roleName)).permissions).toEqual(policy.permissions);
  }, 60_000);
}
