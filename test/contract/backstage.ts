import {
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
  DeleteUserPoolCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import type { PoolRequest } from "./contract-case.js";
import { Leftovers } from "./leftovers.js";
import { freshName, Stage } from "./stage.js";
import type { OpenTarget, Target } from "./target.js";

const PLAIN: PoolRequest = {
  Policies: {
    PasswordPolicy: {
      MinimumLength: 10,
      RequireUppercase: true,
      RequireLowercase: true,
      RequireNumbers: true,
      RequireSymbols: true,
      TemporaryPasswordValidityDays: 3,
    },
  },
};

/** The pool of all cases that ask for nothing else. A pool that is given is to be like it. */
const USUAL: PoolRequest = { AliasAttributes: ["email"] };

/**
 * Makes the pools that cases ask for, one for all cases that ask for the same, and takes them down again; of a pool that
 * was given, what cases have created there.
 */
export class Backstage {
  readonly #leftovers: Leftovers;
  readonly #pools = new Map<string, Promise<{ poolId: string; clientId: string }>>();

  constructor(
    readonly target: Target,
    readonly open: OpenTarget,
  ) {
    this.#leftovers = new Leftovers(open.client);
  }

  async stageFor(request: PoolRequest | undefined): Promise<Stage> {
    const { poolId, clientId } = this.target.given ?? (await this.#pool(request));
    return new Stage(this.open.client, this.open.url, poolId, clientId);
  }

  /** Takes away the users and groups of the case that has been played. */
  clear(): Promise<void> {
    return this.#leftovers.takeAway();
  }

  async takeDown(): Promise<void> {
    try {
      await this.clear();
      for (const pool of this.#pools.values()) {
        const { poolId } = await pool;
        await this.open.client.send(new DeleteUserPoolCommand({ UserPoolId: poolId }));
      }
    } finally {
      await this.open.close();
    }
    // A pool of the battery's own has gone with all that was in it.
    if (this.target.given !== undefined) expect(this.#leftovers.remaining).toEqual([]);
  }

  #pool(request: PoolRequest = USUAL): Promise<{ poolId: string; clientId: string }> {
    const key = JSON.stringify(request);
    const made = this.#pools.get(key) ?? this.#makePool(request);
    this.#pools.set(key, made);
    return made;
  }

  async #makePool(request: PoolRequest): Promise<{ poolId: string; clientId: string }> {
    const { client } = this.open;
    const { UserPool } = await client.send(
      new CreateUserPoolCommand({ ...PLAIN, ...request, PoolName: freshName("contract") }),
    );
    const poolId = UserPool!.Id!;
    const { UserPoolClient } = await client.send(
      new CreateUserPoolClientCommand({
        UserPoolId: poolId,
        ClientName: "app",
        ExplicitAuthFlows: [
          "ALLOW_USER_PASSWORD_AUTH",
          "ALLOW_ADMIN_USER_PASSWORD_AUTH",
          "ALLOW_REFRESH_TOKEN_AUTH",
        ],
      }),
    );
    return { poolId, clientId: UserPoolClient!.ClientId! };
  }
}
