import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sampleRolesFile } from "../../src/authorization/policy-files.js";
import type { ConfigInput } from "../../src/config/config.js";
import type { PoolSeed } from "../../src/local-pool/seed/seed.js";
import { samplePassword } from "./sample-seed.js";
import { signIn, startTestGateway, type TestGateway } from "./test-gateway.js";

/** A pool with further callers, each of them in these groups. */
export const withCallers = (
  pool: PoolSeed,
  callers: Readonly<Record<string, readonly string[]>>,
): PoolSeed => ({
  ...pool,
  groups: [
    ...(pool.groups ?? []),
    ...[...new Set(Object.values(callers).flat())].map((name) => ({ name })),
  ],
  users: [
    ...(pool.users ?? []),
    ...Object.entries(callers).map(([username, groups]) => ({
      username,
      status: "CONFIRMED" as const,
      password: samplePassword,
      groups: [...groups],
    })),
  ],
});

type TestOptions = NonNullable<Parameters<typeof startTestGateway>[0]>;

export type RolesOptions = Omit<TestOptions, "config"> & { readonly config?: Partial<ConfigInput> };

export interface GatewayWithRoles {
  readonly gateway: TestGateway;
  /** The header of a caller, who signs in once. */
  readonly authorizationOf: (caller: string) => Promise<string>;
  readonly query: (
    caller: string,
    query: string,
    variables?: object,
  ) => ReturnType<TestGateway["post"]>;
  readonly stop: () => Promise<void>;
}

/** A gateway in front of the sample pools, with these policies beside the sample roles. */
export async function startGatewayWithRoles(
  policies: readonly string[],
  options: RolesOptions,
): Promise<GatewayWithRoles> {
  const folder = mkdtempSync(join(tmpdir(), "roles-"));
  const policyFile = join(folder, "roles.cedar");
  writeFileSync(policyFile, policies.join("\n"));
  const gateway = await startTestGateway({
    ...options,
    config: { policies: [sampleRolesFile, policyFile], ...options.config },
  });
  const tokens = new Map<string, string>();
  const authorizationOf = async (caller: string) => {
    const known = tokens.get(caller);
    if (known !== undefined) return known;
    const { body } = await signIn(gateway.pool, caller, samplePassword, "adminsclient");
    const token = `Bearer ${body.AuthenticationResult?.AccessToken ?? ""}`;
    tokens.set(caller, token);
    return token;
  };
  return {
    gateway,
    authorizationOf,
    query: async (caller, text, variables) =>
      gateway.post(JSON.stringify({ query: text, variables }), {
        authorization: await authorizationOf(caller),
      }),
    stop: async () => {
      await gateway.stop();
      rmSync(folder, { recursive: true });
    },
  };
}
