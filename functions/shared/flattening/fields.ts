import { isObject, type JsonObject } from "../json";
import { flag, integer, milliseconds, scalarText, texts, wholeNumber } from "./values";

/** How a source spells the name of a field that we give in camel case. */
export type Spelling = (name: string) => string;

/** SES and End User Messaging. */
export const camelCase: Spelling = (name) => name;

const snakeCaseNames = new Map<string, string>();

/** Pinpoint: `reportingMTA` is `reporting_mta`. */
export const snakeCase: Spelling = (name) => {
  let spelt = snakeCaseNames.get(name);
  if (spelt === undefined) {
    spelt = toSnakeCase(name);
    snakeCaseNames.set(name, spelt);
  }
  return spelt;
};

/** Pinpoint's endpoints, as the API has them. */
export const pascalCase: Spelling = (name) => name.charAt(0).toUpperCase() + name.slice(1);

/** Words joined by underscores, in lower case: `DeliveryDelay` and `Delivery Delay` become `delivery_delay`. */
export function toSnakeCase(name: string): string {
  return name
    .replaceAll(/([a-z\d])([A-Z])/g, "$1_$2")
    .replaceAll(/[^A-Za-z\d]+/g, "_")
    .toLowerCase();
}

/**
 * Reads the fields of a JSON value that may be anything: what is missing or of a type that does not fit is undefined
 * (or empty), and nothing throws.
 */
export class Fields {
  /** The object itself; empty when the value is none. */
  readonly object: JsonObject;

  constructor(
    value: unknown,
    private readonly spell: Spelling,
  ) {
    this.object = isObject(value) ? value : {};
  }

  value(name: string): unknown {
    return this.object[this.spell(name)];
  }

  has(name: string): boolean {
    return isObject(this.value(name));
  }

  text(name: string): string | undefined {
    return scalarText(this.value(name));
  }

  texts(name: string): string[] {
    return texts(this.value(name));
  }

  flag(name: string): boolean | undefined {
    return flag(this.value(name));
  }

  milliseconds(name: string): number | undefined {
    return milliseconds(this.value(name));
  }

  /** The value × `factor` as a whole number. */
  wholeNumber(name: string, factor = 1): number | undefined {
    return wholeNumber(this.value(name), factor);
  }

  /** The value as a whole number of 32 bits. */
  integer(name: string): number | undefined {
    return integer(this.value(name));
  }

  /** The fields of a field. */
  fields(name: string): Fields {
    return new Fields(this.value(name), this.spell);
  }

  /** The fields of each object in a list. */
  list(name: string): Fields[] {
    const list = this.value(name);
    return Array.isArray(list) ? list.filter(isObject).map((entry) => new Fields(entry, this.spell)) : [];
  }
}
