import {
  GetRolePolicyCommand,
  IAMClient,
  ListAttachedRolePoliciesCommand,
  ListRolePoliciesCommand,
  PutRolePolicyCommand,
} from "@aws-sdk/client-iam";
import { client } from "./suite";

/** A statement of an applied policy. */
export interface Statement {
  readonly Sid: string;
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
}

/** One action that one statement allows. */
export interface Permission {
  readonly sid: string;
  readonly action: string;
}

/** The one policy of an applied role. Changes hold at once, here; on AWS they take seconds. */
export class RolePolicy {
  private readonly iam = new IAMClient(client());

  private constructor(
    private readonly role: string,
    private readonly name: string,
    private readonly policy: { readonly Statement: readonly Statement[] },
  ) {}

  /** @throws Error when the role has other rights than those of one policy of its own */
  static async read(role: string): Promise<RolePolicy> {
    const iam = new IAMClient(client());
    const { AttachedPolicies = [] } = await iam.send(new ListAttachedRolePoliciesCommand({ RoleName: role }));
    const { PolicyNames = [] } = await iam.send(new ListRolePoliciesCommand({ RoleName: role }));
    const [name, ...others] = PolicyNames;
    if (name === undefined || others.length > 0 || AttachedPolicies.length > 0) {
      const attached = AttachedPolicies.map(({ PolicyArn }) => PolicyArn);
      throw new Error(`${role} must have one policy; it has ${[...PolicyNames, ...attached].join(", ") || "none"}.`);
    }
    const { PolicyDocument } = await iam.send(new GetRolePolicyCommand({ RoleName: role, PolicyName: name }));
    return new RolePolicy(role, name, JSON.parse(decodeURIComponent(String(PolicyDocument))));
  }

  /** What the policy allows, one by one. */
  get permissions(): Permission[] {
    const allowed = this.policy.Statement.filter(({ Effect }) => Effect === "Allow");
    return allowed.flatMap(({ Sid, Action }) => [Action].flat().map((action) => ({ sid: Sid, action })));
  }

  /** Does the work while the role has one more statement. The work gets the policy that holds meanwhile. */
  async with<T>(statement: Statement, work: (policy: RolePolicy) => Promise<T>): Promise<T> {
    const wider = new RolePolicy(this.role, this.name, {
      ...this.policy,
      Statement: [...this.policy.Statement, statement],
    });
    return this.meanwhile(wider, () => work(wider));
  }

  /** Does the work while the role lacks one permission. */
  async without<T>({ sid, action }: Permission, work: () => Promise<T>): Promise<T> {
    const statements = this.policy.Statement.map((statement) =>
      statement.Sid === sid
        ? { ...statement, Action: [statement.Action].flat().filter((candidate) => candidate !== action) }
        : statement,
    );
    const Statement = statements.filter(({ Action }) => Action.length > 0);
    return this.meanwhile(new RolePolicy(this.role, this.name, { ...this.policy, Statement }), work);
  }

  private async meanwhile<T>(other: RolePolicy, work: () => Promise<T>): Promise<T> {
    await other.put();
    try {
      return await work();
    } finally {
      await this.put();
    }
  }

  private async put(): Promise<void> {
    const PolicyDocument = JSON.stringify(this.policy);
    await this.iam.send(new PutRolePolicyCommand({ RoleName: this.role, PolicyName: this.name, PolicyDocument }));
  }
}
