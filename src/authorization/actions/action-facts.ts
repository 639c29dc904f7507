/** What an action is, beside its name. */
export interface ActionFacts<Family extends string> {
  /** What it lets a caller do. */
  readonly meaning: string;
  /** Policies can name every read or every write at once: `action in Action::"write"`. */
  readonly group: "read" | "write";
  /** The family that switches it on; policies name all of one as `Action::"<group>-<family>"`. A grant, and most reads, have none. */
  readonly family?: Family;
  /** What it shows is about a person: tagged "pii" in the subgraph's schema. */
  readonly isPersonal?: true;
  /** It is about one attribute, whose name policies know as `context.attribute`. */
  readonly about?: "attribute";
  /** It is done to a user, and judged on that user once it is known who they are. */
  readonly on?: "user";
  /** The action that it needs as well for a member of a protected group. */
  readonly protectedGrant?: string;
  /** The action that it needs as well for a user of an identity provider; without one such a user is like any other. */
  readonly federatedGrant?: string;
  /** It is not to be done to a user of an identity provider, who has no password here. */
  readonly isForLocalUsers?: true;
  /** The value of the schema's enum `UserAction` by which `allowedActions` names it, and that value's description. */
  readonly shownAs?: { readonly name: string; readonly description: string };
  /**
   * The same of the enum `UserPoolAction`, by which `UserPool.allowedActions` names it; and the action without which it leads to
   * nothing.
   */
  readonly shownInPoolAs?: {
    readonly name: string;
    readonly description: string;
    readonly besides?: string;
  };
}
