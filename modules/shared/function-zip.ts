import { existsSync } from "node:fs";
import { join } from "node:path";
import { AssetType, TerraformAsset } from "cdktf";
import type { Construct, IConstruct } from "constructs";

/** Where `npm run build` leaves the zips; the published package has the same tree. */
const ZIP_DIRECTORY = join(__dirname, "..", "..", "dist", "functions");

/**
 * The code of a function. Synthesis copies it to `functions/` beside the configuration, emission to `functions/` of the
 * module, so that both say `${path.module}/functions/<folder>.zip`.
 */
export class FunctionZip extends TerraformAsset {
  /** The built file. */
  readonly source: string;

  constructor(
    scope: Construct,
    private readonly folder: string,
  ) {
    const source = join(ZIP_DIRECTORY, `${folder}.zip`);
    if (!existsSync(source)) throw new Error(`functions/${folder} is not built; run "npm run build" first.`);
    super(scope, "zip", { path: source, type: AssetType.FILE });
    this.source = source;
  }

  /** Path below the folder of the configuration. CDKTF's own path has a hash in it that only machines can read. */
  override get path(): string {
    return `functions/${this.folder}.zip`;
  }

  /** The zips of all functions below a construct. */
  static below(root: IConstruct): FunctionZip[] {
    return root.node.findAll().filter((construct) => construct instanceof FunctionZip);
  }
}
