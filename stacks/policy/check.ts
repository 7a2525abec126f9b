import type { SynthesizedModule } from "../testing";

/** Looks for one kind of mistake. @returns a sentence for each place where it is made */
export type PolicyCheck = (module: SynthesizedModule) => string[];
