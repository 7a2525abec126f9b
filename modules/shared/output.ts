/** Descriptions of a module's outputs, by the camelCase twin of the output's name. */
export type OutputDescriptions = Readonly<Record<string, string>>;

/** The outputs of a construct: tokens that become HCL outputs. */
export type OutputsOf<Descriptions extends OutputDescriptions> = {
  readonly [Name in keyof Descriptions]: string;
};
