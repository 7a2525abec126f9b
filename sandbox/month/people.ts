import { COUNTRIES, type Country, DOMAINS, type Domain } from "./places";
import { Random } from "./random";

/** Somebody who gets messages. */
export interface Person {
  readonly userId: string;
  readonly endpointId: string;
  readonly address: string;
  readonly domain: Domain;
  readonly phoneNumber: string;
  readonly country: Country;
}

const GIVEN_NAMES = ["ada", "ben", "chloe", "dana", "emil", "fatima", "goran", "hana", "ines", "jonas", "kofi", "lena"];
const FAMILY_NAMES = ["berg", "costa", "diaz", "evans", "fischer", "grant", "haddad", "ito", "jansen", "kaya", "lopez"];
/** A prime: going round in such steps meets everybody once, unless there are as many people or a multiple. */
const STEP = 7_919;

/** Everybody who gets messages; nobody is remembered, a number makes the same person each time. */
export class People {
  constructor(private readonly count: number) {}

  anybody(random: Random): Person {
    return person(random.below(this.count));
  }

  /** Everybody in turn, nobody twice before all had theirs. */
  *segment(random: Random): Generator<Person, never> {
    for (let number = random.below(this.count); ; number = (number + STEP) % this.count) yield person(number);
  }
}

function person(number: number): Person {
  const random = new Random(number);
  const domain = random.weighted(DOMAINS);
  const country = random.weighted(COUNTRIES);
  const { prefixes, digits } = country.numbers;
  const name = `${GIVEN_NAMES[number % GIVEN_NAMES.length]}.${FAMILY_NAMES[number % FAMILY_NAMES.length]}`;
  return {
    userId: `user-${number}`,
    endpointId: random.uuid(),
    address: `${name}.${number}@${domain.name}`,
    domain,
    phoneNumber: `${random.pick(prefixes)}${String(random.below(10 ** digits)).padStart(digits, "0")}`,
    country,
  };
}
