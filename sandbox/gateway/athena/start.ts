import { randomUUID } from "node:crypto";
import * as z from "zod/mini";
import { SqlError } from "../../sql/errors";
import { withParameters } from "../../sql/parameters";
import type { Operation } from "../json-operations";
import { putObject, s3Location } from "../s3-calls";
import { AwsError, type Call, type Cloud } from "../service";
import { Execution, type Executions } from "./executions";
import { CutoffError, type QueryRunner } from "./query";
import { columnInfo, resultCsv } from "./results";
import { invalidRequest, operation, workgroupArn } from "./wire";
import { type EffectiveConfiguration, effectiveConfiguration, encryptionHeaders } from "./workgroup";

/** https://docs.aws.amazon.com/athena/latest/APIReference/API_StartQueryExecution.html */
const INPUT = z.object({
  QueryString: z.string().check(z.minLength(1), z.maxLength(262_144)),
  QueryExecutionContext: z.optional(z.object({ Database: z.optional(z.string()), Catalog: z.optional(z.string()) })),
  ResultConfiguration: z.optional(
    z.object({
      OutputLocation: z.optional(z.string()),
      EncryptionConfiguration: z.optional(z.object({ EncryptionOption: z.string(), KmsKey: z.optional(z.string()) })),
    }),
  ),
  WorkGroup: z.optional(z.string()),
  ClientRequestToken: z.optional(z.string()),
  ExecutionParameters: z.optional(z.array(z.string()).check(z.minLength(1))),
});

type Input = z.infer<typeof INPUT>;

/** Starts executions and sees them through. */
export class Starter {
  readonly operation: Operation = operation(INPUT, (call, input) => this.start(call, input));
  private readonly running = new Set<Promise<void>>();
  private readonly byToken = new Map<string, { readonly id: string; readonly input: string }>();

  constructor(
    private readonly cloud: Cloud,
    private readonly executions: Executions,
    private readonly runner: QueryRunner,
    private readonly clock: () => Date,
  ) {}

  /** Resolves when every execution so far is over. */
  async settled(): Promise<void> {
    await Promise.all(this.running);
  }

  reset(): void {
    this.byToken.clear();
  }

  private async start(call: Call, input: Input): Promise<object> {
    const workgroup = input.WorkGroup ?? "primary";
    await this.cloud.authorize(call, "athena:StartQueryExecution", workgroupArn(call, workgroup));
    const earlier = this.startedBefore(call, input);
    if (earlier) return { QueryExecutionId: earlier };
    const configuration = await effectiveConfiguration(this.cloud, call, workgroup, input.ResultConfiguration);
    const { bucket = "" } = s3Location(configuration.outputLocation) ?? {};
    await this.cloud.authorize(call, "s3:GetBucketLocation", `arn:aws:s3:::${bucket}`).catch((error: AwsError) => {
      throw invalidRequest(`Unable to verify/create output bucket ${bucket}: ${error.message}`);
    });
    const id = randomUUID();
    const execution = new Execution({
      id,
      sql: input.QueryString,
      region: call.region,
      workgroup,
      context: { Catalog: "awsdatacatalog", ...input.QueryExecutionContext },
      outputLocation: `${configuration.outputLocation}${id}.csv`,
      encryption: configuration.encryption,
      executionParameters: input.ExecutionParameters,
      submitted: this.clock(),
    });
    this.executions.add(execution);
    if (input.ClientRequestToken) this.byToken.set(tokenOf(call, input), { id, input: JSON.stringify(input) });
    const run = this.run(call, execution, configuration).finally(() => this.running.delete(run));
    this.running.add(run);
    return { QueryExecutionId: id };
  }

  /** The execution that the same request with the same token has started. */
  private startedBefore(call: Call, input: Input): string | undefined {
    const earlier = input.ClientRequestToken ? this.byToken.get(tokenOf(call, input)) : undefined;
    if (earlier && earlier.input !== JSON.stringify(input)) throw invalidRequest("Idempotent parameters do not match");
    return earlier?.id;
  }

  private async run(call: Call, execution: Execution, { cutoff, encryption }: EffectiveConfiguration): Promise<void> {
    const { sql, context, executionParameters = [] } = execution.request;
    execution.start(this.clock());
    try {
      const result = await this.runner.run({
        call,
        sql: withParameters(sql, executionParameters),
        database: (context.Database ?? "default").toLowerCase(),
        cutoff,
        now: this.clock(),
        signal: execution.signal,
        onPlanned: (bytes) => {
          execution.bytes = bytes;
        },
      });
      const metadata = JSON.stringify({ ColumnInfo: result.columns.map(columnInfo) });
      await this.write(call, execution.request.outputLocation, resultCsv(result), encryptionHeaders(encryption));
      await this.write(call, `${execution.request.outputLocation}.metadata`, metadata, encryptionHeaders(encryption));
      execution.result = result;
      execution.end("SUCCEEDED", this.clock());
    } catch (error) {
      this.fail(execution, error);
    }
  }

  /** Athena's own file of metadata is in a form of its own; here it is JSON. */
  private async write(call: Call, location: string, body: string, headers: Record<string, string>): Promise<void> {
    const place = s3Location(location) as { bucket: string; key: string };
    await this.cloud.authorize(call, "s3:PutObject", `arn:aws:s3:::${place.bucket}/${place.key}`);
    const refusal = await putObject(this.cloud, call.region, place, body, headers);
    if (refusal) throw new SqlError("GENERIC_USER_ERROR", `Unable to write results to ${location}: ${refusal}`);
  }

  private fail(execution: Execution, error: unknown): void {
    const now = this.clock();
    if (error instanceof CutoffError) {
      execution.bytes = 0;
      execution.end("CANCELLED", now, error.message);
    } else if (error instanceof AwsError) execution.end("FAILED", now, `PERMISSION_DENIED: ${error.message}`);
    else if (error instanceof SqlError) execution.end("FAILED", now, error.message);
    // A fault of the sandbox itself: whoever reads the reason gets the place, too.
    else execution.end("FAILED", now, `SANDBOX_FAILURE: ${error instanceof Error ? error.stack : String(error)}`);
  }
}

const tokenOf = ({ region, account }: Call, { ClientRequestToken = "" }: Input): string =>
  [account, region, ClientRequestToken].join(" ");
