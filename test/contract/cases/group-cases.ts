import {
  AdminAddUserToGroupCommand,
  AdminListGroupsForUserCommand,
  AdminRemoveUserFromGroupCommand,
  CreateGroupCommand,
  DeleteGroupCommand,
  ListGroupsCommand,
  ListUsersInGroupCommand,
  type AdminListGroupsForUserCommandInput,
  type GroupType,
} from "@aws-sdk/client-cognito-identity-provider";
import { cases } from "../contract-case.js";
import { expectRefusal, freshName, pagesOf, type Stage } from "../stage.js";

const createGroup = async (stage: Stage, name = freshName("group")): Promise<string> => {
  const request = { UserPoolId: stage.poolId, GroupName: name, Description: "a group" };
  await stage.client.send(new CreateGroupCommand(request));
  return name;
};

const join = (stage: Stage, Username: string, GroupName: string) =>
  stage.client.send(
    new AdminAddUserToGroupCommand({ UserPoolId: stage.poolId, Username, GroupName }),
  );

const groupsOf = (
  stage: Stage,
  Username: string,
  settings: Partial<AdminListGroupsForUserCommandInput> = {},
) =>
  stage.client.send(
    new AdminListGroupsForUserCommand({ UserPoolId: stage.poolId, Username, ...settings }),
  );

const names = (answer: { readonly Groups?: readonly GroupType[] | undefined }) =>
  answer.Groups?.map(({ GroupName }) => GroupName) ?? [];

/** Expects pages that together hold each once. AWS may put fewer on a page than the limit. */
function expectPages(
  pages: readonly (readonly (string | undefined)[])[],
  limit: number,
  all: readonly string[],
): void {
  expect(Math.max(...pages.map((page) => page.length))).toBeLessThanOrEqual(limit);
  expect(pages.flat().toSorted()).toEqual(all.toSorted());
}

/** Groups and their members. */
export const groupCases = cases(
  {
    id: "group-once",
    sentence: "a group is created once, and its members stay when it is tried again",
    run: async (stage) => {
      const [user, group] = [await stage.createUser(), await createGroup(stage)];
      await join(stage, user, group);
      await expectRefusal(createGroup(stage, group), "GroupExistsException");
      expect(names(await groupsOf(stage, user))).toEqual([group]);
    },
  },
  {
    id: "groups-of-user",
    sentence: "the groups of a user are those it was added to and not removed from",
    run: async (stage) => {
      const user = await stage.createUser();
      const [kept, left] = [await createGroup(stage), await createGroup(stage)];
      await join(stage, user, kept);
      await join(stage, user, left);
      await stage.client.send(
        new AdminRemoveUserFromGroupCommand({
          UserPoolId: stage.poolId,
          Username: user,
          GroupName: left,
        }),
      );
      expect(names(await groupsOf(stage, user))).toEqual([kept]);
    },
  },
  {
    id: "groups-by-address",
    sentence: "the groups of a user are the same when it is named by its address",
    pool: { UsernameAttributes: ["email"] },
    run: async (stage) => {
      const email = `${freshName("mail")}@example.com`;
      const user = await stage.createUser({}, { Username: email });
      const group = await createGroup(stage);
      await join(stage, user, group);
      expect(names(await groupsOf(stage, email))).toEqual([group]);
    },
  },
  {
    id: "groups-paged",
    sentence: "the groups of a user come in pages that together hold each once",
    run: async (stage) => {
      const user = await stage.createUser();
      const groups = [await createGroup(stage), await createGroup(stage)];
      for (const group of groups) await join(stage, user, group);
      const pages = await pagesOf(
        (NextToken) => groupsOf(stage, user, { Limit: 1, NextToken }),
        (page) => page.NextToken,
      );
      expectPages(pages.map(names), 1, groups);
    },
  },
  {
    id: "members-paged",
    sentence: "the members of a group come in pages that together hold each once",
    run: async (stage) => {
      const group = await createGroup(stage);
      const users = [await stage.createUser(), await stage.createUser(), await stage.createUser()];
      for (const user of users) await join(stage, user, group);
      const request = { UserPoolId: stage.poolId, GroupName: group, Limit: 2 };
      const pages = await pagesOf(
        (NextToken) => stage.client.send(new ListUsersInGroupCommand({ ...request, NextToken })),
        (page) => page.NextToken,
      );
      const members = pages.map(({ Users }) => Users?.map(({ Username }) => Username) ?? []);
      expectPages(members, 2, users);
    },
  },
  {
    id: "group-unknown",
    sentence: "an unknown group is a ResourceNotFoundException",
    run: async (stage) => {
      const user = await stage.createUser();
      await expectRefusal(join(stage, user, "no-such-group"), "ResourceNotFoundException");
    },
  },
  {
    id: "group-deleted",
    sentence: "a deleted group leaves its members, and its name may be taken again",
    run: async (stage) => {
      const [user, group] = [await stage.createUser(), await createGroup(stage)];
      await join(stage, user, group);
      const request = { UserPoolId: stage.poolId, GroupName: group };
      await stage.client.send(new DeleteGroupCommand(request));
      expect(names(await groupsOf(stage, user))).toEqual([]);
      await expectRefusal(join(stage, user, group), "ResourceNotFoundException");
      await createGroup(stage, group);
      expect(names(await groupsOf(stage, user))).toEqual([]);
    },
  },
  {
    id: "groups-of-unknown-user",
    sentence: "the groups of an unknown user are a UserNotFoundException",
    run: async (stage) => {
      await expectRefusal(groupsOf(stage, "nobody"), "UserNotFoundException");
    },
  },
  {
    id: "groups-listed",
    sentence: "the groups of a pool are listed with description and dates",
    pool: { UserPoolTags: { only: "groups" } },
    run: async (stage) => {
      const group = await createGroup(stage);
      const { Groups } = await stage.client.send(
        new ListGroupsCommand({ UserPoolId: stage.poolId }),
      );
      expect(Groups).toHaveLength(1);
      expect(Groups?.[0]).toMatchObject({ GroupName: group, Description: "a group" });
      expect(Groups?.[0]?.CreationDate).toBeInstanceOf(Date);
    },
  },
);
