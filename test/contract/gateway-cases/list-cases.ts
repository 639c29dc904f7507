import { AdminDisableUserCommand } from "@aws-sdk/client-cognito-identity-provider";
import { gatewayCases } from "../gateway-case.js";
import { type AskedUser, eventually, type GatewayStage } from "../gateway-stage.js";
import { freshName, GOOD, pagesOf } from "../stage.js";

const namesOf = (users: readonly AskedUser[]) => users.map(({ username }) => String(username));

/** Every page of a list, each asked for by the cursor at the end of the one before. */
const pages = (stage: GatewayStage, filter: object | null, first: number) =>
  pagesOf(
    (after) => stage.list({ filter, first, after }),
    ({ pageInfo }) => (pageInfo.hasNextPage ? (pageInfo.endCursor ?? undefined) : undefined),
  );

const namesIn = async (stage: GatewayStage, filter: object | null, first = 60) =>
  (await pages(stage, filter, first)).flatMap(({ nodes }) => namesOf(nodes));

/** Three users of one family, so that a pool may hold others. */
async function createFamily(stage: GatewayStage) {
  const family = freshName("Family");
  const member = (given_name: string) =>
    stage.pool.createUser({ family_name: family, given_name, name: `${given_name} of ${family}` });
  const names = [await member("Ann"), await member("Anna"), await member("Bob")] as const;
  return { family, names, all: names.toSorted(), filter: { familyName: { equals: family } } };
}

/** Lists: their pages and filters, those that Cognito applies and those that the gateway does. */
export const gatewayListCases = gatewayCases(
  {
    id: "gateway-list-all",
    sentence: "a list without a filter holds every user once",
    run: async (stage) => {
      const { all } = await createFamily(stage);
      await eventually(async () => {
        const listed = await namesIn(stage, null);
        expect(listed.filter((name) => all.includes(name)).toSorted()).toEqual(all);
      });
    },
  },
  {
    id: "gateway-list-filtered",
    sentence: "a list with a filter holds the users of that filter alone",
    run: async (stage) => {
      await stage.createReachableUser();
      const { all, filter } = await createFamily(stage);
      await eventually(async () => {
        expect((await namesIn(stage, filter)).toSorted()).toEqual(all);
      });
    },
  },
  {
    id: "gateway-list-pages",
    sentence: "the pages of a list, each by the cursor of the one before, hold every user once",
    run: async (stage) => {
      const { all, filter } = await createFamily(stage);
      await eventually(async () => {
        const found = await pages(stage, filter, 1);
        expect(found.flatMap(({ nodes }) => namesOf(nodes)).toSorted()).toEqual(all);
        expect(Math.max(...found.map(({ nodes }) => nodes.length))).toBe(1);
      });
    },
  },
  {
    id: "gateway-list-prefix",
    sentence: "a list by the beginning of an attribute holds the users who have it",
    run: async (stage) => {
      const { family, all } = await createFamily(stage);
      const startsWith = family.slice(0, -1);
      await eventually(async () => {
        expect((await namesIn(stage, { familyName: { startsWith } })).toSorted()).toEqual(all);
      });
    },
  },
  {
    id: "gateway-list-email",
    sentence: "a list by an address holds its user, with the address",
    run: async (stage) => {
      const { username, email } = await stage.createReachableUser();
      await eventually(async () => {
        const { nodes, complete } = await stage.list({
          filter: { email: { equals: email } },
          first: 2,
        });
        const user = { username, email, status: "FORCE_CHANGE_PASSWORD", enabled: true };
        expect([nodes, complete]).toEqual([[user], true]);
      });
    },
  },
  {
    id: "gateway-list-quotation-mark",
    sentence: "a filter's text may hold quotation marks and backslashes",
    run: async (stage) => {
      const given = freshName('The "Real\\');
      const username = await stage.pool.createUser({ given_name: given });
      await eventually(async () => {
        expect(await namesIn(stage, { givenName: { equals: given } })).toEqual([username]);
      });
    },
  },
  {
    id: "gateway-list-status",
    sentence: "a list by family and status holds the users of both",
    run: async (stage) => {
      const { names, filter } = await createFamily(stage);
      await stage.pool.setPassword(names[0], GOOD, true);
      await eventually(async () => {
        expect(await namesIn(stage, { ...filter, status: "CONFIRMED" })).toEqual([names[0]]);
      });
    },
  },
  {
    id: "gateway-list-enabled",
    sentence: "a list of users who are disabled, by status alone, holds a disabled user",
    run: async (stage) => {
      const { names, all } = await createFamily(stage);
      const { client, poolId: UserPoolId } = stage.pool;
      await client.send(new AdminDisableUserCommand({ UserPoolId, Username: names[1] }));
      await eventually(async () => {
        const listed = await namesIn(stage, { enabled: false });
        expect(listed.filter((name) => all.includes(name))).toEqual([names[1]]);
      });
    },
  },
  {
    id: "gateway-list-contains",
    sentence: "a filter that Cognito does not have is applied to what Cognito lists",
    run: async (stage) => {
      const { names, filter } = await createFamily(stage);
      await eventually(async () => {
        const listed = await namesIn(stage, { ...filter, givenName: { contains: "nn" } });
        expect(listed.toSorted()).toEqual(names.slice(0, 2).toSorted());
      });
    },
  },
  {
    id: "gateway-list-nobody",
    sentence: "a list that nobody belongs to is empty and complete",
    run: async (stage) => {
      const filter = { familyName: { equals: freshName("Family") } };
      const { nodes, complete, pageInfo } = await stage.list({ filter, first: 10 });
      expect([nodes, complete, pageInfo.hasNextPage]).toEqual([[], true, false]);
    },
  },
);
