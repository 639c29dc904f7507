/** What the page is told when it opens: see `GET /console/config.json` of the gateway's first run. */
export interface Settings {
  /** Where GraphQL is asked: a path of the page's own host, or the whole address of a router. */
  readonly graphql: string;
  /** Where people sign in: an endpoint of Cognito, and the app client there. */
  readonly signIn: { readonly endpoint: string; readonly clientId: string };
}

/** Reads the settings from beside the page, so that one build serves everywhere. */
export async function readSettings(): Promise<Settings> {
  const response = await fetch(`${import.meta.env.BASE_URL}config.json`);
  if (!response.ok) throw new Error("There are no settings.");
  return (await response.json()) as Settings;
}
