import { setTimeout } from "node:timers/promises";
import type { Ask, GatewaysUnderContract } from "./gateways-under-contract.js";
import { freshName, type Stage } from "./stage.js";

/** A user as a query of these cases selects it: each field is there if it was asked for. */
export type AskedUser = Readonly<Record<string, unknown>>;

interface Page {
  readonly nodes: readonly AskedUser[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly complete: boolean;
}

const lookUp = (fields: string) =>
  `query($username: String!) { user(poolId: "contract", username: $username) { ${fields} } }`;

const list = `query($filter: UserFilter, $first: Int!, $after: String) {
  users(poolId: "contract", filter: $filter, first: $first, after: $after) {
    nodes { username status enabled email } pageInfo { hasNextPage endCursor } complete
  }
}`;

const set = `mutation($username: String!, $password: String!, $permanent: Boolean!) {
  setUserPassword(poolId: "contract", username: $username, password: $password, permanent: $permanent) {
    username status enabled lastModifiedAt
  }
}`;

/** The pool of a case and the gateways in front of it, with the few requests that nearly all cases are made of. */
export class GatewayStage {
  readonly ask: Ask;

  constructor(
    readonly pool: Stage,
    readonly gateways: GatewaysUnderContract,
  ) {
    this.ask = gateways.ask;
  }

  /** A user with a verified address of its own. */
  async createReachableUser(
    attributes: Readonly<Record<string, string>> = {},
  ): Promise<{ readonly username: string; readonly email: string; readonly sub: string }> {
    const email = `${freshName("mail")}@example.com`;
    const username = await this.pool.createUser({ email, email_verified: "true", ...attributes });
    const { UserAttributes } = await this.pool.getUser(username);
    const sub = UserAttributes?.find(({ Name }) => Name === "sub")?.Value ?? "";
    return { username, email, sub };
  }

  async lookUp(username: string, fields: string, ask: Ask = this.ask): Promise<AskedUser | null> {
    return (await this.answered(lookUp(fields), { username }, ask))["user"] as AskedUser | null;
  }

  async list(variables: object): Promise<Page> {
    return (await this.answered(list, variables))["users"] as Page;
  }

  /** Sets a password through the gateway, which answers with the user. */
  async setPassword(username: string, password: string, permanent: boolean): Promise<AskedUser> {
    const variables = { username, password, permanent };
    return (await this.answered(set, variables))["setUserPassword"] as AskedUser;
  }

  /** Tries to set a password; resolves with what the gateway says of its refusal. */
  async refusalOf(username: string, password: string, permanent: boolean): Promise<object> {
    const { data, errors } = await this.ask(set, { username, password, permanent });
    expect(data).toEqual({ setUserPassword: null });
    expect(errors).toHaveLength(1);
    expect(JSON.stringify(errors)).not.toContain(password);
    return errors![0]!.extensions;
  }

  /** The data of an answer without errors. */
  async answered(query: string, variables: object, ask: Ask = this.ask) {
    const { data, errors } = await ask(query, variables);
    expect(errors).toBeUndefined();
    return data!;
  }
}

/** AWS may show a write in its lists a moment later: asks for some seconds until the check holds. */
export async function eventually(check: () => Promise<void>): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await check();
      return;
    } catch (error) {
      if (attempt === 8) throw error;
      await setTimeout(500);
    }
  }
}
