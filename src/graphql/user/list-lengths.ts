import { HasLength } from "../answers/list-length.js";
import { userActions } from "./user-action.enum.js";

/** How long the lists of one user can be. Reckoned with, not enforced: what has come is counted. */
export const HasLengthOf = {
  /** https://docs.aws.amazon.com/cognito/latest/developerguide/quotas.html: so many groups can one user be in. */
  groups: HasLength(100),
  /** The same page: five linked identities. Twice as many and more, since none of it is the gateway's to hold. */
  identities: HasLength(12),
  /**
   * 50 custom attributes, and some 20 that every pool has.
   * https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-attributes.html
   */
  attributes: HasLength(75, { argument: "names" }),
  allowedActions: HasLength(Object.keys(userActions).length),
} as const;
