import { GetRolePolicyCommand, IAMClient, ListRolePoliciesCommand, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { GetFunctionConfigurationCommand, InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { type Probe, probes, UNCHECKED_ACTIONS } from "../probes";
import { client, stack, suite } from "../suite";

interface Statement {
  readonly Sid: string;
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
}

interface Policy {
  readonly Statement: readonly Statement[];
}

/** Every permission of an applied role, taken away one at a time: the function has to miss each of them. */
class RolePolicy {
  private readonly iam = new IAMClient(client());

  private constructor(
    private readonly role: string,
    private readonly name: string,
    readonly policy: Policy,
  ) {}

  /** The policy of a function's role. */
  static async ofFunction(functionName: string): Promise<RolePolicy> {
    const { Role } = await lambda().send(new GetFunctionConfigurationCommand({ FunctionName: functionName }));
    const role = String(Role?.split("/").at(-1));
    const iam = new IAMClient(client());
    const { PolicyNames = [] } = await iam.send(new ListRolePoliciesCommand({ RoleName: role }));
    expect(PolicyNames).toHaveLength(1);
    const name = String(PolicyNames[0]);
    const { PolicyDocument } = await iam.send(new GetRolePolicyCommand({ RoleName: role, PolicyName: name }));
    return new RolePolicy(role, name, JSON.parse(decodeURIComponent(String(PolicyDocument))));
  }

  get actions(): string[] {
    const allowed = this.policy.Statement.filter(({ Effect }) => Effect === "Allow");
    return allowed.flatMap(({ Action }) => Action);
  }

  /** The same policy with one more statement, not applied. */
  with(statement: Statement): RolePolicy {
    return new RolePolicy(this.role, this.name, { ...this.policy, Statement: [...this.policy.Statement, statement] });
  }

  /** Makes the role have this policy. */
  apply(): Promise<void> {
    return this.put(this.policy);
  }

  /** Does the work while the role lacks an action. */
  async without<T>(action: string, work: () => Promise<T>): Promise<T> {
    const statements = this.policy.Statement.map((statement) => ({
      ...statement,
      Action: [statement.Action].flat().filter((candidate) => candidate !== action),
    }));
    await this.put({ ...this.policy, Statement: statements.filter(({ Action }) => Action.length > 0) });
    try {
      return await work();
    } finally {
      await this.apply();
    }
  }

  private async put(policy: Policy): Promise<void> {
    await this.iam.send(
      new PutRolePolicyCommand({ RoleName: this.role, PolicyName: this.name, PolicyDocument: JSON.stringify(policy) }),
    );
  }
}

const lambda = () => new LambdaClient(client());

/** What a function answers; a failed record's id is not part of it, because each event has a new one. */
async function outcome(functionName: string, probe: Probe): Promise<string> {
  const Payload = Buffer.from(JSON.stringify(probe.event()));
  const response = await lambda().send(new InvokeCommand({ FunctionName: functionName, Payload }));
  const answer = Buffer.from(response.Payload ?? []).toString();
  const failures: unknown[] | undefined = JSON.parse(answer).batchItemFailures;
  return response.FunctionError ?? (failures ? `${failures.length} failed records` : answer);
}

const roots = suite().roots.filter(({ name, architecture }) => name === architecture);

test("every architecture with a function has a probe", () => {
  const withFunctions = roots.filter(({ outputs }) =>
    Object.keys(outputs).some((name) => name.endsWith("_function_name")),
  );
  for (const { architecture, outputs } of withFunctions) {
    const names = Object.keys(outputs).filter((name) => name.endsWith("_function_name"));
    expect(probes[architecture]?.map(({ functionNameOutput }) => functionNameOutput)).toEqual(names);
  }
});

const subjects = roots.flatMap(({ name, architecture }) =>
  (probes[architecture] ?? []).map((probe) => ({ root: name, probe })),
);

for (const { root, probe } of subjects) {
  test(`${root}: ${probe.functionNameOutput} misses every permission that is taken away`, async () => {
    const functionName = String(stack(root)[probe.functionNameOutput]);
    const role = await RolePolicy.ofFunction(functionName);
    const unchecked = UNCHECKED_ACTIONS.map(({ action }) => action);
    const checked = role.actions.filter((action) => !unchecked.includes(action));
    expect(checked.length).toBeGreaterThan(0);

    const usual = await outcome(functionName, probe);
    const missed: Record<string, boolean> = {};
    for (const action of checked) {
      const changed = await role.without(action, () => outcome(functionName, probe));
      missed[action] = changed !== usual;
    }
    expect(missed).toEqual(Object.fromEntries(checked.map((action) => [action, true])));
    expect(await outcome(functionName, probe)).toBe(usual);
  }, 120_000);
}

for (const { root, probe } of subjects.slice(0, 1)) {
  test(`${root}: a permission that nobody needs is found out`, async () => {
    const functionName = String(stack(root)[probe.functionNameOutput]);
    const role = await RolePolicy.ofFunction(functionName);
    const needless = "dynamodb:DescribeTable";
    const generous = role.with({ Sid: "Needless", Effect: "Allow", Action: needless, Resource: "*" });
    await generous.apply();
    try {
      const usual = await outcome(functionName, probe);
      expect(await generous.without(needless, () => outcome(functionName, probe))).toBe(usual);
    } finally {
      await role.apply();
    }
  }, 60_000);
}
