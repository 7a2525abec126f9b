import { AthenaWorkgroup } from "@cdktf/provider-aws/lib/athena-workgroup";
import { Construct } from "constructs";
import type { Deployment } from "../deployment";
import { call, hcl } from "../expression";
import { optional } from "../optional";
import { local } from "../scope";
import type { LakeValues } from "./inputs";

/** Props of {@link Workgroup}. */
export interface WorkgroupProps {
  readonly deployment: Deployment;
  /** Bucket that results are written to. */
  readonly bucketName: string;
  readonly values: Pick<LakeValues, "createWorkgroup" | "workgroupName" | "bytesScannedCutoffPerQuery">;
}

/**
 * A workgroup that says where results go and what a query may read, whatever the client asks for; or the name of one
 * that exists.
 */
export class Workgroup extends Construct {
  /** Below it lie results; they go after 30 days. */
  static readonly RESULT_PREFIX = "results/";

  readonly name: string;

  constructor(scope: Construct, { deployment, bucketName, values }: WorkgroupProps) {
    super(scope, "workgroup");
    const workgroup = new AthenaWorkgroup(this, "this", {
      name: call("coalesce", values.workgroupName, deployment.name).toString(),
      description: "Queries over the event lake.",
      // One with a history cannot be deleted otherwise.
      forceDestroy: true,
      // Whole, also where AWS has a default: what is not said reads back as a change in some clouds.
      configuration: {
        enforceWorkgroupConfiguration: true,
        publishCloudwatchMetricsEnabled: true,
        requesterPaysEnabled: false,
        bytesScannedCutoffPerQuery: values.bytesScannedCutoffPerQuery,
        engineVersion: { selectedEngineVersion: "Athena engine version 3" },
        resultConfiguration: {
          outputLocation: `s3://${bucketName}/${Workgroup.RESULT_PREFIX}`,
          encryptionConfiguration: {
            encryptionOption: hcl`${deployment.kmsKeyArn} == null ? "SSE_S3" : "SSE_KMS"`.toString(),
            kmsKeyArn: deployment.kmsKeyArn,
          },
        },
      },
      tags: deployment.tags,
    });
    const created = optional(workgroup, values.createWorkgroup);
    this.name = local(
      this,
      "workgroup_name",
      hcl`${values.createWorkgroup} ? ${created("name")} : ${values.workgroupName}`,
    ).asString;
  }
}
