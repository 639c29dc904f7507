import type { StatedAttributes } from "../directory/user-attributes.js";
import type { UserPool } from "../directory/user-pool.js";
import type { User } from "../directory/user.js";
import type { Medium } from "../handles/outbox.js";
import type { Raise } from "../service-model/service-error.js";
import { addressAttribute, type AddressAttribute } from "./send-message.js";

/** Whether an attribute holds an address that a code can be sent to. */
export const isAddress = (attribute: string): attribute is AddressAttribute =>
  attribute === "email" || attribute === "phone_number";

/** The medium by which a code reaches such an address. */
export const mediumOf = (attribute: AddressAttribute): Medium =>
  attribute === "email" ? "EMAIL" : "SMS";

/** The attribute of a request as one that holds an address; throws for any other. */
export function requireAddress(
  attribute: string,
  error: Raise<"InvalidParameterException">,
): AddressAttribute {
  if (isAddress(attribute)) return attribute;
  throw error("InvalidParameterException", `The attribute ${attribute} cannot be verified.`);
}

interface Held {
  /** What is to be changed at once. */
  readonly stated: StatedAttributes;
  /** The new addresses that wait for their proof. */
  readonly waiting: ReadonlyMap<AddressAttribute, string>;
}

/**
 * Takes the addresses out of a change that the pool keeps until the user has proved the new ones. The SDK says at
 * `AdminUpdateUserAttributesRequest` that only a `_verified` of true skips that.
 */
export function heldAddresses(pool: UserPool, user: User, stated: StatedAttributes): Held {
  const valueOf = (name: string) => stated.find(({ Name }) => Name === name)?.Value ?? "";
  const waiting = new Map(
    Object.values(addressAttribute)
      .filter(
        (name) =>
          pool.settings.keepsOriginal?.includes(name) === true &&
          !["", user.attributes.get(name)].includes(valueOf(name)) &&
          valueOf(`${name}_verified`) !== "true",
      )
      .map((name) => [name, valueOf(name)] as const),
  );
  const names = [...waiting.keys()].flatMap((name) => [name, `${name}_verified`]);
  return { stated: stated.filter(({ Name }) => !names.includes(Name)), waiting };
}
