import { readFileSync } from "node:fs";
import { join } from "node:path";
import { CreateRoleCommand, IAMClient } from "@aws-sdk/client-iam";
import { CreateAliasCommand, CreateFunctionCommand, InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { transformSync } from "esbuild";
import { zipSync } from "fflate";
import { type CloudAddress, clientSettings } from "../../client";
import { ACCOUNT, REGION } from "../../gateway/ministack";

const NAME = "engagement-api";

/** What roots take as their engagement API. Module 26 is not built yet, so a function of the tests stands in for it. */
export const ENGAGEMENT_API_ARN = `arn:aws:lambda:${REGION}:${ACCOUNT}:function:${NAME}`;

/** An application of it. */
export const APPLICATION_ID = "0123456789abcdef0123456789abcdef";

/** Operations that it offers, each as an alias; see handler.ts for what it answers. */
const ALIASES = ["sendMessages", "getEmailTemplate"];

/** One call that it was asked. */
export interface EngagementCall {
  readonly alias: string;
  readonly path: string;
  readonly body: { readonly Addresses?: Readonly<Record<string, unknown>> };
}

/** Makes the function and its aliases. Its role allows nothing. */
export async function createEngagementApi(cloud: CloudAddress): Promise<void> {
  const settings = clientSettings(cloud);
  const Principal = { Service: "lambda.amazonaws.com" };
  const Statement = [{ Effect: "Allow", Principal, Action: "sts:AssumeRole" }];
  const AssumeRolePolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement });
  await new IAMClient(settings).send(new CreateRoleCommand({ RoleName: NAME, AssumeRolePolicyDocument }));
  const source = readFileSync(join(__dirname, "handler.ts"), "utf8");
  const { code } = transformSync(source, { loader: "ts", format: "cjs" });
  const lambda = new LambdaClient(settings);
  await lambda.send(
    new CreateFunctionCommand({
      FunctionName: NAME,
      Role: `arn:aws:iam::${ACCOUNT}:role/${NAME}`,
      Runtime: "nodejs22.x",
      Handler: "index.handler",
      Timeout: 10,
      Code: { ZipFile: zipSync({ "index.js": Buffer.from(code) }) },
    }),
  );
  for (const Name of ALIASES) {
    await lambda.send(new CreateAliasCommand({ FunctionName: NAME, Name, FunctionVersion: "$LATEST" }));
  }
}

/** Every call that it was asked so far. */
export async function engagementCalls(cloud: CloudAddress): Promise<readonly EngagementCall[]> {
  const { Payload } = await new LambdaClient(clientSettings(cloud)).send(new InvokeCommand({ FunctionName: NAME }));
  return JSON.parse(Buffer.from(Payload ?? []).toString());
}
