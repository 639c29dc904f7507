import type { UserFilter, UserStatus } from "../generated/graphql.js";

/** What is searched in: the first four Cognito looks up by the beginning, the last one the gateway reads the pool for. */
export type SearchField = "username" | "email" | "name" | "phoneNumber" | "anywhere";

export interface Search {
  readonly by: SearchField;
  readonly text: string;
  readonly status: UserStatus | "DISABLED" | "";
}

export const fieldLabels: Readonly<Record<SearchField, string>> = {
  username: "Username",
  email: "E-mail",
  name: "Name",
  phoneNumber: "Phone",
  anywhere: "Anywhere",
};

const isField = (text: string): text is SearchField => Object.hasOwn(fieldLabels, text);

/** The search that an address names, so that it can be kept, shared and gone back to. */
export function readSearch(queryString: string): Search {
  const parameters = new URLSearchParams(queryString);
  const by = parameters.get("by") ?? "";
  return {
    by: isField(by) ? by : "username",
    text: parameters.get("text") ?? "",
    status: (parameters.get("status") ?? "") as Search["status"],
  };
}

export function queryStringOf({ by, text, status }: Search): string {
  const parameters = new URLSearchParams();
  if (by !== "username") parameters.set("by", by);
  if (text !== "") parameters.set("text", text);
  if (status !== "") parameters.set("status", status);
  return parameters.size === 0 ? "" : `?${parameters.toString()}`;
}

/** The gateway's filter for a search; null for everybody. */
export function filterOf({ by, text, status }: Search): UserFilter | null {
  const filter: UserFilter = {
    ...(text === "" ? {} : by === "anywhere" ? { contains: text } : { [by]: { startsWith: text } }),
    ...(status === "" ? {} : status === "DISABLED" ? { enabled: false } : { status }),
  };
  return Object.keys(filter).length === 0 ? null : filter;
}
