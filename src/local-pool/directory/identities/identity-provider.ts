import type { providerType } from "../../service-model/identity-operations.js";
import type { ValueOf } from "../../service-model/shape.js";

/** An external provider of identities that a pool knows. */
export interface IdentityProvider {
  readonly name: string;
  readonly type: ValueOf<typeof providerType>;
  readonly createdAt: Date;
  /** Addresses, scopes and secrets: taken, and used for nothing. */
  readonly details?: Readonly<Record<string, string>>;
  readonly attributeMapping?: Readonly<Record<string, string>> | undefined;
  readonly identifiers?: readonly string[] | undefined;
}
