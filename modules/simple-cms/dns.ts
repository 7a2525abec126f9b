import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import { Construct } from "constructs";
import { hcl, verbatim } from "../shared/expression";
import type { ValuesOf } from "../shared/input";
import { setOf } from "../shared/optional";
import type { Distribution } from "./distribution";
import type { inputs } from "./inputs";

/** Props of {@link DnsRecords}. */
export interface DnsRecordsProps {
  readonly values: ValuesOf<typeof inputs>;
  readonly distribution: Distribution;
}

/** The records by which `aliases` lead to the distribution. */
export class DnsRecords extends Construct {
  constructor(scope: Construct, { values, distribution }: DnsRecordsProps) {
    super(scope, "dns");
    const { createDnsRecords, aliases, hostedZoneId } = values;
    for (const [id, type] of [
      ["ipv4", "A"],
      ["ipv6", "AAAA"],
    ] as const) {
      const record = new Route53Record(this, id, {
        zoneId: hostedZoneId as string,
        name: verbatim("each.value").toString(),
        type,
        alias: { name: distribution.domainName, zoneId: distribution.hostedZoneId, evaluateTargetHealth: false },
      });
      record.addOverride("for_each", hcl`${createDnsRecords} ? ${setOf(aliases)} : []`);
    }
  }
}
