import {
  AdminDisableUserCommand,
  ListUsersCommand,
  type ListUsersCommandInput,
  type UserType,
} from "@aws-sdk/client-cognito-identity-provider";
import { cases, type PoolRequest } from "../contract-case.js";
import { expectRefusal, freshName, pagesOf, type Stage } from "../stage.js";

// A pool apart, so that its pages hold the users of one case at a time.
const crowd = (name: string): PoolRequest => ({ UserPoolTags: { crowd: name } });

const list = (stage: Stage, settings: Partial<ListUsersCommandInput>) =>
  stage.client.send(new ListUsersCommand({ UserPoolId: stage.poolId, ...settings }));

async function createUsers(stage: Stage, count: number): Promise<readonly string[]> {
  const names: string[] = [];
  for (let index = 0; index < count; index += 1) names.push(await stage.createUser());
  return names;
}

const usernames = (answer: { readonly Users?: readonly UserType[] | undefined }) =>
  answer.Users?.map(({ Username }) => Username) ?? [];

/** Pages and filters of ListUsers. */
export const listingCases = cases(
  {
    id: "limit-is-kept",
    sentence: "a page has no more users than its limit, and a token while there are more",
    pool: crowd("limit"),
    run: async (stage) => {
      await createUsers(stage, 3);
      const page = await list(stage, { Limit: 2 });
      // AWS may put fewer on a page than there is room for.
      expect(usernames(page).length).toBeLessThanOrEqual(2);
      expect(page.PaginationToken).toBeDefined();
    },
  },
  {
    id: "pages-are-complete",
    sentence: "the pages together hold every user once",
    pool: crowd("pages"),
    run: async (stage) => {
      const created = await createUsers(stage, 5);
      const pages = await pagesOf(
        (PaginationToken) => list(stage, { Limit: 2, PaginationToken }),
        (page) => page.PaginationToken,
      );
      expect(pages.flatMap(usernames).toSorted()).toEqual(created.toSorted());
    },
  },
  {
    id: "token-of-another-filter",
    sentence: "a page token is refused with another filter",
    pool: crowd("filter"),
    run: async (stage) => {
      await createUsers(stage, 3);
      const { PaginationToken } = await list(stage, { Limit: 1, Filter: 'username ^= "user"' });
      const call = list(stage, { Limit: 1, Filter: 'username ^= "use"', PaginationToken });
      await expectRefusal(call, "InvalidParameterException");
    },
  },
  {
    id: "token-made-up",
    sentence: "a made-up page token is refused",
    pool: crowd("made-up"),
    run: async (stage) => {
      await createUsers(stage, 1);
      await expectRefusal(list(stage, { PaginationToken: "made-up" }), "InvalidParameterException");
    },
  },
  {
    id: "limit-above-sixty",
    sentence: "a limit above 60 is refused",
    run: async (stage) => {
      await expectRefusal(list(stage, { Limit: 61 }), "InvalidParameterException");
    },
  },
  {
    id: "filter-equal",
    sentence: "a filter finds the one user of a username",
    run: async (stage) => {
      const user = await stage.createUser();
      expect(usernames(await list(stage, { Filter: `username = "${user}"` }))).toEqual([user]);
    },
  },
  {
    id: "filter-without-spaces",
    sentence: "a filter needs no spaces around its sign",
    run: async (stage) => {
      const user = await stage.createUser();
      expect(usernames(await list(stage, { Filter: `username="${user}"` }))).toEqual([user]);
    },
  },
  {
    id: "filter-prefix",
    sentence: "a filter finds users by the beginning of an attribute",
    run: async (stage) => {
      const family = freshName("Family");
      const user = await stage.createUser({ family_name: `${family}-Smith` });
      const answer = await list(stage, { Filter: `family_name ^= "${family}"` });
      expect(usernames(answer)).toEqual([user]);
    },
  },
  {
    id: "filter-unverified-email",
    sentence: "a filter finds a user by an address that is not verified",
    run: async (stage) => {
      const email = `${freshName("mail")}@example.com`;
      const user = await stage.createUser({ email });
      expect(usernames(await list(stage, { Filter: `email = "${email}"` }))).toEqual([user]);
    },
  },
  {
    id: "filter-quotation-mark",
    sentence: "a quotation mark within a filter's value is escaped by a backslash",
    run: async (stage) => {
      const nick = freshName('The "Real"');
      const user = await stage.createUser({ given_name: nick });
      const escaped = nick.replaceAll('"', '\\"');
      expect(usernames(await list(stage, { Filter: `given_name = "${escaped}"` }))).toEqual([user]);
    },
  },
  {
    id: "filter-enabled",
    sentence: "a filter on status tells enabled users from disabled ones",
    pool: crowd("enabled"),
    run: async (stage) => {
      const [kept, shut] = await createUsers(stage, 2);
      await stage.client.send(
        new AdminDisableUserCommand({ UserPoolId: stage.poolId, Username: shut }),
      );
      expect(usernames(await list(stage, { Filter: 'status = "Enabled"' }))).toEqual([kept]);
      expect(usernames(await list(stage, { Filter: 'status = "Disabled"' }))).toEqual([shut]);
    },
  },
  {
    id: "filter-user-status",
    sentence: "a filter on cognito:user_status finds users by their status",
    pool: crowd("status"),
    run: async (stage) => {
      await createUsers(stage, 1);
      const user = await stage.createConfirmedUser();
      const answer = await list(stage, { Filter: 'cognito:user_status = "CONFIRMED"' });
      expect(usernames(answer)).toEqual([user]);
    },
  },
  {
    id: "filter-custom-attribute",
    sentence: "a custom attribute cannot be searched",
    run: async (stage) => {
      await expectRefusal(
        list(stage, { Filter: 'custom:tier = "gold"' }),
        "InvalidParameterException",
      );
    },
  },
  {
    id: "filter-malformed",
    sentence: "a filter of another form is refused",
    run: async (stage) => {
      for (const Filter of ["username", 'username = "a" and name = "b"', "username = a"]) {
        await expectRefusal(list(stage, { Filter }), "InvalidParameterException");
      }
    },
  },
  {
    id: "attributes-to-get",
    sentence: "AttributesToGet narrows the attributes of a list",
    run: async (stage) => {
      const user = await stage.createUser({ email: "narrow@example.com", given_name: "Nan" });
      const { Users } = await list(stage, {
        Filter: `username = "${user}"`,
        AttributesToGet: ["given_name"],
      });
      expect(Users?.[0]?.Attributes).toEqual([{ Name: "given_name", Value: "Nan" }]);
    },
  },
  {
    id: "list-shows-state",
    sentence: "a list shows status, enabled flag and dates",
    run: async (stage) => {
      const user = await stage.createConfirmedUser();
      const { Users } = await list(stage, { Filter: `username = "${user}"` });
      expect(Users?.[0]).toMatchObject({ UserStatus: "CONFIRMED", Enabled: true });
      expect(Users?.[0]?.UserLastModifiedDate).toBeInstanceOf(Date);
    },
  },
);
