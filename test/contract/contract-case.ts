import type { CreateUserPoolCommandInput } from "@aws-sdk/client-cognito-identity-provider";
import type { LocalPool } from "../../src/local-pool/local-pool.js";
import type { Stage } from "./stage.js";

/** What a case asks of a pool beyond a plain one. */
export type PoolRequest = Omit<CreateUserPoolCommandInput, "PoolName">;

/** A case without what it does. */
export interface Described {
  /** Never changes its meaning: lists of deviations refer to it. */
  readonly id: string;
  /** What the gateway relies on, as a statement about Cognito; or what the gateway does in front of it. */
  readonly sentence: string;
}

/** A case that any endpoint can be put to. */
interface WireCase extends Described {
  /** A pool made for this case; one that was given from outside will not do. */
  readonly pool?: PoolRequest;
  /** Sends requests that no AWS client would send, which a real pool wants signed all the same. */
  readonly raw?: true;
  /** Makes an app client of its own. */
  readonly makesClient?: true;
  run(stage: Stage): Promise<void>;
}

/** A case that starts from a state or a time that AWS has no operation for: it runs on the local pool alone. */
interface HostCase extends Described {
  readonly pool?: PoolRequest;
  runWithHost(stage: Stage, host: LocalPool): Promise<void>;
}

/** One thing that the gateway relies on in Cognito. */
export type ContractCase = WireCase | HostCase;

/** A table of cases, checked one by one. */
export const cases = (...table: readonly ContractCase[]): readonly ContractCase[] => table;
