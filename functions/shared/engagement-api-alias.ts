/**
 * The alias of the engagement API's function that serves an operation of Pinpoint's API: the operation as Step
 * Functions spells it, in camel case with acronyms as words, so `SendOTPMessage` is `sendOtpMessage`. The alias is the
 * authorisation: whoever may invoke it may call the operation.
 */
export function engagementApiAlias(operation: string): string {
  const words = operation.replaceAll(
    /([A-Z])([A-Z]+)(?=[A-Z][a-z]|$)/g,
    (_, first: string, rest: string) => first + rest.toLowerCase(),
  );
  return words.charAt(0).toLowerCase() + words.slice(1);
}
