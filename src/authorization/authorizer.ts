import { Access, type KnownPool } from "./access.js";
import { poolEntity } from "./cedar-entities.js";
import { PolicySet } from "./policy-set.js";
import type { Principal } from "./principal.js";
import type { Ranks } from "./ranks.js";
import type { PoolResource } from "./resources.js";

export interface AuthorizerOptions {
  /** Files of policies, beside the target rules. */
  readonly policyFiles: readonly string[];
  readonly roleRanks: Ranks;
  readonly pools: readonly PoolResource[];
}

/** Holds the policies in force, and opens the access of each request. */
export class Authorizer {
  private policies: PolicySet;
  private readonly pools: ReadonlyMap<string, KnownPool>;

  /** Throws PolicyError when the policies cannot be used. */
  constructor(private readonly options: AuthorizerOptions) {
    this.policies = PolicySet.read(options.policyFiles);
    this.pools = new Map(
      options.pools.map((resource) => [resource.id, { resource, entity: poolEntity(resource) }]),
    );
  }

  /** Reads the files again; what it returns puts them in force. Throws PolicyError, and changes nothing by itself. */
  prepare(): () => void {
    const policies = PolicySet.read(this.options.policyFiles);
    return () => {
      this.policies = policies;
    };
  }

  /** The policies in force, in the order of the files. */
  get inForce(): PolicySet["policies"] {
    return this.policies.policies;
  }

  /** A caller's permissions for one request, which keeps the policies that it began with. */
  accessOf(principal: Principal): Access {
    const { policies, pools } = this;
    return new Access(principal, { policies, pools, roleRanks: this.options.roleRanks });
  }
}
